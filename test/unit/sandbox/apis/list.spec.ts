import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apis } from '../../../../lib/sandbox/apis/list.js';

const file = new URL('../../../../lib/sandbox/data/catalogue.json', import.meta.url);
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as { apis: { id: string; transport: string }[] };

describe('the sandbox', () => {
  it.each(catalogue.apis.map(({ id, transport }) => [id, transport]))('answers %s (%s)', (id, transport) => {
    const [api] = apis.filter((each) => each.id === id);
    expect(api?.kind).toBe(transport === 'json' ? 'json' : 'page');
  });

  it('answers no API that the catalogue lacks', () => {
    const known = new Set(catalogue.apis.map(({ id }) => id));
    expect(apis.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});
