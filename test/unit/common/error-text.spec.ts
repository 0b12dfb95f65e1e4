import { describe, expect, it } from 'vitest';

import {
  errorClass,
  errorCode,
  errorMessage,
  errorMessages,
  errorStack,
} from '../../../lib/common/error-text.js';

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
      undefined,
    ]);
    expect([errorMessage(undefined), errorClass(undefined)]).toEqual(['undefined', 'undefined']);
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
