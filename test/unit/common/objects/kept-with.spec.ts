import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';

import { keptWith } from '../../../../lib/common/objects/kept-with.js';

describe('keptWith', () => {
  it('gives what was kept last with an object, and nothing of another object', () => {
    const kept = keptWith<object, string>();
    const [one, other] = [{}, {}];
    kept.set(one, 'first');
    kept.set(one, 'second');
    expect(kept.get(one)).toBe('second');
    expect(kept.get(other)).toBeUndefined();
  });

  it('keeps things of several kinds with one object', () => {
    const [names, numbers] = [keptWith<object, string>(), keptWith<object, number>()];
    const object = {};
    names.set(object, 'a');
    numbers.set(object, 1);
    expect([names.get(object), numbers.get(object)]).toEqual(['a', 1]);
  });

  it('leaves the object as it was for everybody else, and takes a frozen one', () => {
    const kept = keptWith<object, string>();
    const object = Object.freeze({ shown: 1 });
    kept.set(object, 'hidden');
    expect(kept.get(object)).toBe('hidden');
    expect(Reflect.ownKeys(object)).toEqual(['shown']);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(inspect(object, { showHidden: true })).not.toContain('hidden');
    for (const other of [{ ...object }, null, undefined]) expect(kept.get(other)).toBeUndefined();
  });
});
