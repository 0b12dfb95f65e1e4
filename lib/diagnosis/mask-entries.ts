import { isSecret } from '../common/secrets.js';
import type { MessageEntry } from './message-entries.js';

const MASK = '***';
/** A member of JSON text and its value, or a value within a list. */
const MEMBER = /("(?:[^"\\]|\\.)*")(\s*:\s*)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A message as it may be shown, and what it does not show. */
interface MaskedEntries {
  readonly entries: readonly MessageEntry[];
  readonly maskedFields: readonly string[];
}

/**
 * A message without personal data. JSON within it keeps its form (blanks, order, escapes of names), because that
 * is what a signature often fails for.
 */
export function maskEntries(entries: readonly MessageEntry[]): MaskedEntries {
  const masked = entries.map(maskEntry);
  return {
    entries: masked,
    maskedFields: entries
      .filter((entry, index) => entry.value !== masked[index]?.value)
      .map(({ name }) => name),
  };
}

function maskEntry({ name, value }: MessageEntry): MessageEntry {
  if (value === null || value.trim() === '') return { name, value };
  const isJson = /^\s*[[{]/.test(value);
  if (isSecretName(name)) return { name, value: isJson ? withoutValues(value, () => true) : MASK };
  return { name, value: isJson ? withoutValues(value, isSecretName) : value };
}

/** `risk_item` with its members' values masked: all of them, or those whose name is secret. */
function withoutValues(json: string, isHidden: (name: string) => boolean): string {
  let name = '';
  return json.replace(MEMBER, (token, quoted: string | undefined, colon: string | undefined) => {
    if (quoted !== undefined && colon !== undefined) {
      name = quoted.slice(1, -1);
      return token;
    }
    if (!isHidden(name)) return token;
    return quoted === undefined ? '0' : `"${MASK}"`;
  });
}

/** Also where the name is written wrongly: `card_no `, `Card_No`. */
function isSecretName(name: string): boolean {
  return isSecret(name.trim().toLowerCase().replaceAll(' ', '_'));
}
