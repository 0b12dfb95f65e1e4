import { brokenRules } from '../broken-rules.js';
import { FLAG_CARD, type FlagCard } from '../enums.js';
import { defineField, type FieldOptions } from './define-field.js';

/** Whose account it is, in a word, or as LianLian writes it. */
export type AccountKindInput = FlagCard | keyof typeof FLAG_CARD;

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(FLAG_CARD));
const TAKEN: readonly string[] = [...WORDS.keys(), ...WORDS.values()];

/**
 * A person's account or that of a business: `flag_card`. A word is sent as LianLian's digit, because LianLian's own table
 * prints other digits, by which a person would be a business.
 */
export function AccountKind(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'accountKind',
    {
      schema: { type: 'string', enum: TAKEN },
      check: (value, property) => {
        if (typeof value !== 'string') return brokenRules.text(property, value);
        return TAKEN.includes(value) ? undefined : brokenRules.choice(property, TAKEN);
      },
      encode: (value) => WORDS.get(String(value)) ?? String(value),
    },
    options,
  );
}
