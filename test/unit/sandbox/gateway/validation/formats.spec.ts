import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiRules } from '../../../../../lib/sandbox/data/data.js';
import { isDescribed } from '../../../../../lib/sandbox/gateway/validation/broken-rule.messages.js';
import { hasFormat } from '../../../../../lib/sandbox/gateway/validation/formats.js';

describe('formats', () => {
  it.each([
    ['ip_underscore', '122_11_37_211', true],
    ['ip_underscore', '2001:db8::1', true],
    ['ip_underscore', '122.11.37.211', false],
    ['ip_underscore', '1_2_3', false],
    ['url', 'https://shop.example/n?a=1', true],
    ['url', 'http://localhost:3000/notify', true],
    ['url', 'https://shop.example/a b', false],
    ['url', 'shop.example/notify', false],
    ['url', 'javascript:alert(1)', false],
    ['hex6', 'Ff5001', true],
    ['hex6', '#ff5001', false],
    ['date8', '20260229', false],
    ['date8', '20260228', true],
    ['json', '{"a":1}', true],
    ['json', 'null', false],
    ['json', '"x"', false],
  ])('%s: %s is %s', (format, value, expected) => {
    expect(hasFormat(format, value, {}, 'aggregate.direct')).toBe(expected);
  });

  it('are all known: an unknown one is a defect', () => {
    expect(() => hasFormat('new', 'x', {}, 'aggregate.direct')).toThrow('the sandbox lacks: new');
  });
});

describe('the data', () => {
  it('names no format that the sandbox lacks, in any API of the catalogue', () => {
    const file = new URL('../../../../../lib/sandbox/data/catalogue.json', import.meta.url);
    const { apis } = JSON.parse(readFileSync(file, 'utf8')) as { apis: { id: string }[] };
    const formats = apis.flatMap(({ id }) => Object.values(apiRules(id).formats ?? {}));
    expect(formats.length).toBeGreaterThan(100);
    for (const format of formats) {
      expect(() => hasFormat(format, 'x', {}, 'card.bin')).not.toThrow();
      expect(isDescribed(format), format).toBe(true);
    }
  });
});
