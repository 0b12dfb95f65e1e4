import { maskedText } from '../common/secrets/secrets.js';
import type { MessageEntry } from './message-entries.js';

/** A message as it may be shown, and what it does not show. */
interface MaskedEntries {
  readonly entries: readonly MessageEntry[];
  readonly maskedFields: readonly string[];
}

/** A message without personal data. */
export function maskEntries(entries: readonly MessageEntry[]): MaskedEntries {
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
