/** Beside these nothing has a space: they are as wide as a character, and bring their own. */
const PUNCTUATION = /[，。；：、！？（）《》「」]/;
const HAN = /\p{Script=Han}/u;
/** Between two of these, at least one of them Chinese, there is none either. Latin text has the quotes, too. */
const HAN_OR_QUOTE = /[\p{Script=Han}“”‘’…—]/u;

/**
 * Whether the end of a source line between two characters is a space for the reader. Between Chinese characters it is
 * none, nor beside Chinese punctuation; between Chinese and Latin text or code it is.
 */
export function hasSpace(before: string, after: string): boolean {
  if (PUNCTUATION.test(before) || PUNCTUATION.test(after)) return false;
  const areWide = HAN_OR_QUOTE.test(before) && HAN_OR_QUOTE.test(after);
  return !(areWide && (HAN.test(before) || HAN.test(after)));
}
