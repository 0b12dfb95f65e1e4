import { fieldMessages } from '../field.messages.js';
import type { LianlianMessage } from '../lianlian-message.js';
import { defineField, type FieldOptions } from './define-field.js';
import { toRequest, violationsOf } from './validate-request.js';

/** A list of entries of one class: `agreement_list`. */
export function ItemList(item: new () => LianlianMessage, options?: FieldOptions): PropertyDecorator {
  return defineField(
    'itemList',
    {
      schema: { type: () => item, isArray: true },
      check: (value, property) => {
        if (!Array.isArray(value)) return fieldMessages.notAList(property);
        const entries: readonly unknown[] = value;
        return entries
          .map((entry, index) => itemProblem(item, entry, `${property}[${index}]`))
          .find((problem) => problem !== undefined);
      },
      encode: (value) => JSON.stringify(value),
    },
    options,
  );
}

function itemProblem(item: new () => LianlianMessage, entry: unknown, path: string): string | undefined {
  if (typeof entry !== 'object' || entry === null) return fieldMessages.notAnEntry(path);
  const [violation] = violationsOf(toRequest(item, entry));
  return violation === undefined ? undefined : `${path}: ${violation.message}`;
}
