import { type BrokenRule, brokenRules } from '../broken-rules.js';
import type { LianlianMessage } from './lianlian-message.js';
import { defineField, type FieldOptions } from './define-field.js';
import { toRequest, violationsOf } from './validate-request.js';

/** A list of entries of one class: `agreement_list`. */
export function ItemList(item: new () => LianlianMessage, options?: FieldOptions): PropertyDecorator {
  return defineField(
    'itemList',
    {
      schema: { type: () => item, isArray: true },
      check: (value, property) => {
        if (!Array.isArray(value)) return brokenRules.itemList(property);
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

function itemProblem(item: new () => LianlianMessage, entry: unknown, path: string): BrokenRule | undefined {
  if (typeof entry !== 'object' || entry === null) return brokenRules.item(path);
  const [violation] = violationsOf(toRequest(item, entry));
  return violation && { rule: violation.rule, message: `${path}: ${violation.message}` };
}
