import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apis } from '../../../../lib/sandbox/apis/list.js';
import { apiTitles } from '../../../../lib/sandbox/data/data.js';

const file = new URL('../../../../lib/sandbox/data/catalogue.json', import.meta.url);
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as { apis: { id: string; transport: string }[] };

describe('the sandbox', () => {
  const posted = catalogue.apis.filter(({ transport }) => transport !== 'sdk');
  it.each(posted.map(({ id, transport }) => [id, transport]))('answers %s (%s)', (id, transport) => {
    const [api] = apis.filter((each) => each.id === id);
    expect(api?.kind).toBe(transport === 'json' ? 'json' : 'page');
  });

  it('does not answer what an app hands to LianLian’s SDK, nor lets a scenario name it', () => {
    const handed = catalogue.apis.filter(({ transport }) => transport === 'sdk').map(({ id }) => id);
    expect(handed).toEqual(['easypay.mobile']);
    expect([...apis, ...apiTitles].filter(({ id }) => handed.includes(id))).toEqual([]);
  });

  it('answers no API that the catalogue lacks', () => {
    const known = new Set(catalogue.apis.map(({ id }) => id));
    expect(apis.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});
