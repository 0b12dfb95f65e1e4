import { maskedText } from '../common/secrets.js';
import type { Entry } from './recipe.js';

/** A message as it may be shown, and what it does not show. */
export interface MaskedEntries {
  readonly entries: readonly Entry[];
  readonly maskedFields: readonly string[];
}

/** A message without personal data. */
export function maskEntries(entries: readonly Entry[]): MaskedEntries {
  const masked = entries.map(({ name, value }) => ({
    name,
    value: value === null ? null : maskedText(name, value),
  }));
  return {
    entries: masked,
    maskedFields: entries
      .filter((entry, index) => entry.value !== masked[index]?.value)
      .map(({ name }) => name),
  };
}
