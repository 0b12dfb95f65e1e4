import { fieldsOf } from '../../../../lib/common/fields/field-registry.js';
import { toRequest, violationsOf } from '../../../../lib/common/fields/validate-request.js';
import { LianlianMessage } from '../../../../lib/common/fields/lianlian-message.js';

type Class = new () => LianlianMessage;

/** A class with the one field `value`, decorated so. */
export function classWith(...decorators: readonly PropertyDecorator[]): Class {
  class Probe extends LianlianMessage {}
  for (const decorate of decorators) decorate(Probe.prototype, 'value');
  return Probe;
}

/** The sentences about a value. */
export function messagesFor(target: Class, value: unknown, others: object = {}): readonly string[] {
  return violationsOf(toRequest(target, { value, ...others }))
    .filter(({ property }) => property === 'value')
    .map(({ message }) => message);
}

/** The value's text on the wire. */
export function wireText(target: Class, value: unknown): string | undefined {
  return fieldsOf(target).get('value')?.encode(value);
}
