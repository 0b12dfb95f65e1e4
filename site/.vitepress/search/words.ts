/**
 * The words of a text, for the index of the search. Latin text is cut at spaces and punctuation, as MiniSearch does it.
 * Chinese has neither between words: it is cut by the browser's dictionary, and besides that into characters and pairs
 * of neighbours, so that `退款` is found wherever the dictionary puts its cuts.
 *
 * VitePress writes this function into the page as text, so it must use nothing from outside of itself.
 */
export function wordsOfText(text: string): string[] {
  const words: string[] = [];
  for (const [part] of text.matchAll(/\p{Script=Han}+|[^\p{Script=Han}\p{Z}\p{P}\p{C}]+/gu)) {
    if (!/^\p{Script=Han}/u.test(part)) {
      words.push(part);
      continue;
    }
    const found = new Set<string>();
    // Firefox has no dictionary before its version 125.
    if ('Segmenter' in Intl) {
      const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(part);
      for (const { segment } of segments) found.add(segment);
    }
    const characters = [...part];
    characters.forEach((character, at) => {
      found.add(character);
      const next = characters[at + 1];
      if (next !== undefined) found.add(character + next);
    });
    words.push(...found);
  }
  return words;
}

/**
 * The words that somebody looks for. They are fewer than {@link wordsOfText} finds: `退款` is that one word, and not every
 * `退` and every `款`. What has more than two characters counts as a whole if the dictionary knows it, and by its pairs.
 *
 * It is written into the page, too.
 */
export function wordsOfQuery(query: string): string[] {
  const words = new Set<string>();
  for (const [part] of query.matchAll(/\p{Script=Han}+|[^\p{Script=Han}\p{Z}\p{P}\p{C}]+/gu)) {
    const characters = [...part];
    if (!/^\p{Script=Han}/u.test(part) || characters.length < 3) {
      words.add(part);
      continue;
    }
    if ('Segmenter' in Intl) {
      const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(part);
      for (const { segment } of segments) if (segment.length > 1) words.add(segment);
    }
    characters.slice(1).forEach((character, at) => words.add(`${characters[at] ?? ''}${character}`));
  }
  return [...words];
}

/** Misspelt words are found in Latin script alone: of two Chinese words of which one character differs, none is meant by the other. */
export function fuzzyOf(word: string): number | false {
  return /\p{Script=Han}/u.test(word) ? false : 0.2;
}

/**
 * How much a word counts that is looked for. A pair of characters that is no word of its own, as `款通` of `退款通知`, stands
 * in `付款通知`, too: it counts little. It is written into the page, too.
 */
export function boostOf(word: string): number {
  if (!/^\p{Script=Han}{2}$/u.test(word) || !('Segmenter' in Intl)) return 1;
  const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(word);
  return [...segments].length > 1 ? 0.25 : 1;
}
