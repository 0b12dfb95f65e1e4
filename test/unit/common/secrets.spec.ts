import { describe, expect, it } from 'vitest';

import { recordWithoutPrototype } from '../../../lib/common/record-without-prototype.js';
import { masked } from '../../../lib/common/secrets.js';

describe('a copy for printing', () => {
  it.each([
    ['written as a literal', {}],
    ['without a prototype', Object.create(null) as object],
    ['that inherits no name', recordWithoutPrototype<string>()],
  ])('masks within an object %s', (_kind, inner) => {
    const fields = { inner: Object.assign(inner, { card_no: '6222021234567890123', no_order: 'o-1' }) };
    expect(masked(fields)).toEqual({ inner: { card_no: '[masked]', no_order: 'o-1' } });
  });

  it('leaves instances of classes as they are: they print themselves', () => {
    const when = new Date(0);
    expect(masked({ when })).toEqual({ when });
  });
});
