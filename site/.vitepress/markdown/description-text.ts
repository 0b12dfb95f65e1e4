const LONGEST = 200;

/** Where a page says that it is there in the other language, too. */
const LANGUAGE_LINK = /\s*(?:Also in Chinese\.|(?<=[。！？）])English)$/;

/**
 * What a page's first paragraph says of the page: without the link to the other language, and cut at the end of a sentence
 * or, failing that, anywhere.
 */
export function descriptionOf(paragraph: string): string {
  const whole = paragraph.trim().replace(LANGUAGE_LINK, '');
  if (whole.length <= LONGEST) return whole;
  const sentences = /^.{40,200}(?:[.!?](?= )|[。！？])/su.exec(whole);
  return sentences?.[0] ?? `${whole.slice(0, LONGEST - 1)}…`;
}
