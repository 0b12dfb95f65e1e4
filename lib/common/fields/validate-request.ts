import { validateSync } from 'class-validator';

import type { Violation } from '../../errors/lianlian-validation.error.js';
import { messages } from '../../errors/messages.js';
import { fieldsOf } from './field-registry.js';

type RequestClass<T extends object> = new () => T;

/**
 * The request as an instance of its class. Only own, enumerable properties are taken; one that is undefined
 * leaves the class its default.
 */
export function toRequest<T extends object>(target: RequestClass<T>, request: object): T {
  const instance = new target();
  for (const [name, value] of Object.entries(request)) {
    if (value === undefined && Object.hasOwn(instance, name)) continue;
    Object.defineProperty(instance, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return instance;
}

/** Every broken rule of the request, unknown fields included: a misspelt field must not be dropped silently. */
export function violationsOf(request: object): Violation[] {
  const fields = fieldsOf(request.constructor as RequestClass<object>);
  const unknown = Object.keys(request)
    .filter((name) => !fields.has(name))
    .map((name) => ({ property: name, message: messages.unknownField(name) }));
  const broken = validateSync(request, { forbidUnknownValues: false }).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((message) => ({ property: error.property, message })),
  );
  return [...unknown, ...broken];
}
