import type { Violation } from '../../errors/lianlian-validation.error.js';
import { messages } from '../../errors/messages.js';
import { fieldsOf, rulesOf } from './field-registry.js';

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
  const target = request.constructor as RequestClass<object>;
  const fields = fieldsOf(target);
  const violations = Object.keys(request)
    .filter((name) => !fields.has(name))
    .map((name) => ({ property: name, message: messages.unknownField(name) }));
  for (const [property, rules] of rulesOf(target)) {
    const value: unknown = Reflect.get(request, property);
    const problems = new Map<string, string>();
    for (const { name, problemOf } of rules) {
      const message = problemOf(value, property, request);
      if (message !== undefined) problems.set(name, message);
    }
    for (const message of problems.values()) violations.push({ property, message });
  }
  return violations;
}
