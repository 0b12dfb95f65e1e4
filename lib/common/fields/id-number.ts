import { brokenRules } from '../broken-rules.js';
import { isBlank } from '../blank.js';
import { defineField, type FieldOptions } from './define-field.js';
import { lengthOf, textProblem } from './text.js';

/** Which documents the API takes: ID cards alone, or what `id_type` says (an ID card by default). */
interface IdNumberOptions extends FieldOptions {
  readonly idCardsOnly?: boolean | undefined;
}

/** The number of an identity document: `id_no`. That of an ID card has 15 or 18 characters. */
export function IdNumber(options: IdNumberOptions = {}): PropertyDecorator {
  return defineField(
    'idNumber',
    {
      schema: { type: 'string' },
      check: (value, property, request) => {
        const problem = textProblem(value, property);
        if (problem !== undefined || typeof value !== 'string') return problem;
        if ([15, 18].includes(lengthOf(value))) return undefined;
        if (options.idCardsOnly === true) return brokenRules.idNumber(property);
        return isIdCard(request) ? brokenRules.idNumberOfType(property, 'id_type') : undefined;
      },
    },
    options,
  );
}

function isIdCard(request: object): boolean {
  const type: unknown = Reflect.get(request, 'id_type');
  return isBlank(type) || type === '0';
}
