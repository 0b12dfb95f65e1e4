import { isBlank } from '../common/blank.js';
import { byByte } from '../wire/signature.js';
import type { MessageEntry } from './message-entries.js';

/** How a source is made of a message's fields: the rules of LianLian, or one or two of them broken. */
export interface Recipe {
  /** Which fields are signed. */
  readonly pick: (entries: readonly MessageEntry[]) => readonly MessageEntry[];
  /** How a field is written. */
  readonly write: (entry: MessageEntry) => MessageEntry;
  readonly order: (entries: readonly MessageEntry[]) => readonly MessageEntry[];
  readonly join: (entries: readonly MessageEntry[]) => string;
  readonly encode: (source: string) => Buffer;
  /** How the source reads when it is decoded as UTF-8. */
  readonly show: (source: string) => string;
}

/** LianLian's own rules. */
export const LIANLIAN_RECIPE: Recipe = {
  pick: (entries) => entries.filter(({ name, value }) => name !== 'sign' && !isBlank(value)),
  write: (entry) => entry,
  order: (entries) => entries.toSorted((a, b) => byByte(a.name, b.name)),
  join: (entries) => entries.map(nameAndValue).join('&'),
  encode: (source) => Buffer.from(source, 'utf8'),
  show: (source) => source,
};

/** The text that a recipe makes. */
export function sourceBy(recipe: Recipe, entries: readonly MessageEntry[]): string {
  return recipe.join(recipe.order(recipe.pick(entries).map(recipe.write)));
}

/** `name=value`, as LianLian joins them. */
export function nameAndValue({ name, value }: MessageEntry): string {
  return `${name}=${value ?? ''}`;
}
