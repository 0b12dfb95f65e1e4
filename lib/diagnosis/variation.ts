import type { MessageEntry } from './message-entries.js';
import type { Recipe } from './recipe.js';
import type { Sentence, SignatureCause } from './signature-diagnosis.js';

/** One thing that people do differently. */
export interface Variation {
  readonly cause: SignatureCause;
  /** What exactly, for the explanation: "in the order in which they were sent". */
  readonly how: Sentence;
  /** The fields concerned; empty where it is not about single fields. */
  readonly fields: readonly string[];
  /** The step of the recipe that it changes. Two of the same step are not combined, except ways of writing. */
  readonly step: 'pick' | 'write' | 'order' | 'join' | 'encode';
  /** Whether it is tried together with others. */
  readonly combines: boolean;
  readonly apply: (recipe: Recipe) => Recipe;
}

type Details = Pick<Variation, 'cause' | 'how'> & Partial<Pick<Variation, 'fields' | 'combines'>>;

/** Signs other fields. */
export function picking(details: Details, pick: Recipe['pick']): Variation {
  return { fields: [], combines: true, ...details, step: 'pick', apply: (recipe) => ({ ...recipe, pick }) };
}

/** Writes a field differently, after whatever else is done to it. */
export function writing(details: Details, write: (entry: MessageEntry) => MessageEntry): Variation {
  return {
    fields: [],
    combines: true,
    ...details,
    step: 'write',
    apply: (recipe) => ({ ...recipe, write: (entry) => write(recipe.write(entry)) }),
  };
}

/** Writes values differently. */
export function writingValues(details: Details, write: (value: string, name: string) => string): Variation {
  return writing(details, ({ name, value }) => ({ name, value: value === null ? null : write(value, name) }));
}

export function ordering(details: Details, order: Recipe['order']): Variation {
  return { fields: [], combines: true, ...details, step: 'order', apply: (recipe) => ({ ...recipe, order }) };
}

export function joining(details: Details, join: Recipe['join']): Variation {
  return { fields: [], combines: true, ...details, step: 'join', apply: (recipe) => ({ ...recipe, join }) };
}

/** Encodes the source differently. */
export function encoding(
  details: Details,
  encode: Recipe['encode'],
  show: Recipe['show'] = (source) => source,
): Variation {
  return {
    fields: [],
    combines: true,
    ...details,
    step: 'encode',
    apply: (recipe) => ({ ...recipe, encode, show }),
  };
}

/** The names of the fields whose value something is true of. */
export function namesWhere(
  entries: readonly MessageEntry[],
  isSo: (value: string, name: string) => boolean,
): string[] {
  return entries
    .filter(({ name, value }) => name !== 'sign' && value !== null && isSo(value, name))
    .map(({ name }) => name);
}
