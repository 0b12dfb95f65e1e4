import { createHash } from 'node:crypto';

import type { MessageEntry } from './message-entries.js';
import { LIANLIAN_RECIPE, type Recipe, sourceBy } from './recipe.js';
import type { Variation } from './variation.js';
import { encodingVariations } from './variations/encodings.js';
import { fieldVariations } from './variations/fields.js';
import { joinVariations } from './variations/joins.js';
import { jsonVariations } from './variations/json.js';
import { orderVariations } from './variations/orders.js';
import { spaceVariations } from './variations/spaces.js';
import { valueVariations } from './variations/values.js';

/** A digest that was signed. */
interface SignedDigest {
  readonly digest: string;
  readonly value: Buffer;
}

/** What was done differently, and the whole recipe. */
export interface MatchingRecipe {
  readonly recipe: Recipe;
  readonly variations: readonly Variation[];
}

/** How many bytes of sources are hashed at most, so that no message keeps a processor busy. */
const MAX_BYTES = { quick: 4 * 1024 * 1024, thorough: 64 * 1024 * 1024 };
/** What a source costs beside its hashing, in bytes. */
const OVERHEAD = 256;

/**
 * Looks for the text that was signed: each mistake alone, then two at once.
 *
 * @returns undefined if no known mistake makes it
 */
export function findSignedText(
  entries: readonly MessageEntry[],
  signed: SignedDigest,
  isQuick: boolean,
): MatchingRecipe | undefined {
  const budget = { left: isQuick ? MAX_BYTES.quick : MAX_BYTES.thorough };
  for (const variations of attempts(variationsOf(entries), isQuick)) {
    const recipe = variations.reduce((base, variation) => variation.apply(base), LIANLIAN_RECIPE);
    const source = recipe.encode(sourceBy(recipe, entries));
    if (createHash(signed.digest).update(source).digest().equals(signed.value)) return { recipe, variations };
    budget.left -= source.length + OVERHEAD;
    if (budget.left < 0) return undefined;
  }
  return undefined;
}

/** Every known mistake that this message could have been signed with, the usual ones first. */
function variationsOf(entries: readonly MessageEntry[]): readonly Variation[] {
  const [fields, spaces] = [fieldVariations(entries), spaceVariations(entries)];
  const isUsual = ({ cause }: Variation): boolean => cause === 'empty-fields-included';
  return [
    ...fields.filter(isUsual),
    ...orderVariations(),
    ...jsonVariations(entries),
    ...encodingVariations(entries),
    ...spaces,
    ...joinVariations(),
    ...valueVariations(entries),
    ...fields.filter((variation) => !isUsual(variation)),
  ];
}

/** No mistake, each one, and each pair of them. */
function* attempts(variations: readonly Variation[], isQuick: boolean): Generator<readonly Variation[]> {
  yield [];
  for (const variation of variations) yield [variation];
  if (isQuick) return;
  const combining = variations.filter(({ combines }) => combines);
  for (const [index, first] of combining.entries()) {
    for (const second of combining.slice(index + 1)) {
      if (canCombine(first, second)) yield [first, second];
    }
  }
}

function canCombine(first: Variation, second: Variation): boolean {
  if (first.step !== second.step) return true;
  return first.step === 'write' && first.cause !== second.cause;
}
