import { expect } from 'vitest';

import { toRequest, violationsOf } from '../../../lib/common/fields/validate-request.js';
import type { LianlianMessage } from '../../../lib/common/fields/lianlian-message.js';
import type { Violation } from '../../../lib/errors/violation.js';
import type { Fields } from './samples.js';

interface OfClass {
  readonly request: new () => LianlianMessage;
}

export function problems(api: OfClass, fields: Fields): readonly Violation[] {
  return violationsOf(toRequest(api.request, fields));
}

export function expectAccepted(api: OfClass, fields: Fields): void {
  expect(problems(api, fields)).toEqual([]);
}

/** Refused for this field, in a sentence that names it (and the other fields of the rule) without its value. */
export function expectRefused(
  api: OfClass,
  fields: Fields,
  name: string,
  others: readonly string[] = [],
): void {
  const found = problems(api, fields).filter(
    ({ property, message }) => [name, ...others].includes(property) && message.includes(name),
  );
  expect(found, `${name} was not refused`).not.toEqual([]);
  for (const other of others) expect(found.map(({ message }) => message).join()).toContain(other);
  const value = fields[name];
  if (typeof value === 'string' && value.length > 4) {
    for (const { message } of found) expect(message).not.toContain(value);
  }
}
