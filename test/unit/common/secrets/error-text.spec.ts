import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import {
  errorClass,
  errorCode,
  errorMessage,
  errorMessages,
  errorName,
  errorStack,
} from '../../../../lib/common/secrets/error-text.js';

class DiskFull extends Error {}

describe('what is said of an error', () => {
  it('is its message, its class and its stack', () => {
    const error = new DiskFull('no space left');
    expect([errorMessage(error), errorClass(error)]).toEqual(['no space left', 'DiskFull']);
    expect(errorStack(error)).toContain('error-text.spec');
  });

  it('is what there is where something else was thrown', () => {
    expect([errorMessage('stop'), errorClass('stop'), errorStack('stop')]).toEqual([
      'stop',
      'string',
      'stop',
    ]);
    expect([errorMessage(undefined), errorClass(undefined), errorStack(undefined)]).toEqual([
      'undefined',
      'undefined',
      undefined,
    ]);
  });

  it('names the errors that led to it, on one line', () => {
    const cause = new Error('connect\n  refused', { cause: new Error('no route') });
    expect(errorMessages(new Error('not reached', { cause }))).toBe(
      'not reached (connect refused (no route))',
    );
    expect(errorMessages(new Error('not reached', { cause: 'text' }))).toBe('not reached');
  });

  it('has the code of Node or a driver, and no code of another kind', () => {
    expect(errorCode(Object.assign(new Error(), { code: 'ENOENT' }))).toBe('ENOENT');
    // An error of another realm, as in a test runner's sandbox, is no instance of this one's Error.
    expect(errorCode({ code: 'ENOENT' })).toBe('ENOENT');
    expect(
      [new Error(), Object.assign(new Error(), { code: 7 }), undefined, 'ENOENT'].map(errorCode),
    ).toEqual([undefined, undefined, undefined, undefined]);
  });
});

const trap = (): never => {
  throw new Error('trap');
};
const withGetter = (name: string): Error => Object.defineProperty(new Error('x'), name, { get: trap });
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const circular = (): Error => {
  const error = new Error('outer');
  error.cause = new Error('inner', { cause: error });
  return error;
};
const deep = (): Error => {
  let error = new Error('the first');
  for (let i = 0; i < 50_000; i++) error = new Error(`level ${String(i)}`, { cause: error });
  return error;
};
const HOSTILE: [what: string, thrown: unknown][] = [
  ['an error that is its own cause', circular()],
  ['a chain of 50,000 causes', deep()],
  ...['message', 'stack', 'cause', 'name', 'constructor', 'code'].map((name): [string, unknown] => [
    `an error whose ${name} throws`,
    withGetter(name),
  ]),
  ['a symbol as message', Object.assign(new Error('x'), { message: Symbol('s') })],
  ['a symbol as stack', Object.assign(new Error('x'), { stack: Symbol('s') })],
  ['an object as message', Object.assign(new Error('x'), { message: { toString: trap } })],
  ['a proxy that traps everything', new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap })],
  ['a proxy of an error', new Proxy(new Error('x'), { get: trap })],
  ['a revoked proxy', revoked()],
  ['a revoked proxy as cause', new Error('x', { cause: revoked() })],
  ['an object without a prototype', Object.create(null)],
  ['an object that is no text', { toString: trap }],
  ['a symbol', Symbol('s')],
  ['null', null],
  ['undefined', undefined],
  ['a function', trap],
  ['ten megabytes', new Error('x'.repeat(10_000_000))],
  ['ten megabytes of digits', '4'.repeat(10_000_000)],
  ['ten megabytes as a code', Object.assign(new Error('x'), { code: 'E'.repeat(10_000_000) })],
];

describe('what is said of something hostile', () => {
  it.each(HOSTILE)('is a short text for %s', (_what, thrown) => {
    const about = { card_no: '6222021234567890123' };
    const texts = [
      errorMessage(thrown, about),
      errorMessages(thrown, about),
      errorStack(thrown, about) ?? '',
      errorClass(thrown),
      errorName(thrown),
      errorCode(thrown) ?? '',
    ];
    expect(texts.map((text) => typeof text)).toEqual(Array(6).fill('string'));
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(17_000);
  });

  it('leaves of a long one the beginning and the end, where its stack is', () => {
    const stack = errorStack(new Error(`begins ${'x'.repeat(100_000)}`)) ?? '';
    expect(stack).toMatch(/^Error: begins x+ … \(\d+ characters\) … /);
    expect(stack).toContain('error-text.spec');
  });

  it('names five causes at most', () => {
    expect(errorMessages(circular())).toBe('outer (inner (outer (inner (outer (inner)))))');
  });

  it('is an error, where another realm or a proxy of one threw it', () => {
    const foreign: unknown = runInNewContext('new Error("of another realm")');
    expect([errorMessage(foreign), errorClass(foreign)]).toEqual(['of another realm', 'Error']);
  });

  it('shows no secret of what it is about, nor one that is known by its looks', () => {
    const about = { acct_name: '张三', extra: [{ no_agree: 'T-1' }] };
    const error = new Error('params: 张三,T-1,4242424242424242,o-1');
    for (const text of [errorMessage(error, about), errorMessages(error, about), errorStack(error, about)]) {
      expect(text).toContain('params: [masked],[masked],[masked],o-1');
    }
  });

  it('shows nothing, where what it is about cannot be looked through', () => {
    expect(errorMessage(new Error('a secret'), { deep: revoked() })).toBe('[masked]');
  });
});
