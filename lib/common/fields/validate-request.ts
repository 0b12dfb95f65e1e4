import type { Violation } from '../../errors/violation.js';
import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { printable, shortened } from '../printable.js';
import { fieldsOf, rulesOf } from './field-registry.js';

type RequestClass<T extends object> = new () => T;

/**
 * The request as an instance of its class. Only own, enumerable properties are taken; one that is undefined
 * leaves the class its default.
 */
export function toRequest<T extends object>(target: RequestClass<T>, request: object): T {
  const instance = new target();
  const values = instance as Record<string, unknown>;
  const fields = fieldsOf(target);
  const given = request as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(request)) {
    const value = given[name];
    if (value === undefined && Object.hasOwn(instance, name)) continue;
    if (fields.has(name)) values[name] = value;
    // An unknown name may be one that assigning would not make a property of its own: `__proto__`.
    else
      Object.defineProperty(instance, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return instance;
}

/** Every broken rule of the request, unknown fields included: a misspelt field must not be dropped silently. */
export function violationsOf(request: object): Violation[] {
  // Of the prototype, because a field of the request may be called `constructor`.
  const target = (Object.getPrototypeOf(request) as { constructor: RequestClass<object> }).constructor;
  const fields = fieldsOf(target);
  const violations: Violation[] = [];
  for (const name of Object.keys(request)) {
    if (fields.has(name)) continue;
    // A payer may have written the name, where an app passes on what it was sent.
    const property = printable(shortened(name));
    violations.push({ property, ...brokenRules.unknownField(property) });
  }
  const values = request as Readonly<Record<string, unknown>>;
  for (const [property, rules] of rulesOf(target)) {
    const value = values[property];
    let broken: Map<string, BrokenRule> | undefined;
    for (const { name, check } of rules) {
      const problem = check(value, property, request);
      if (problem !== undefined) broken = (broken ?? new Map<string, BrokenRule>()).set(name, problem);
    }
    for (const problem of broken?.values() ?? []) violations.push({ property, ...problem });
  }
  return violations;
}
