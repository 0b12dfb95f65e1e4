/** What is not seen, or turns around what stands beside it, and halves of a character. Blanks and breaks may stand. */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text of JSON or of a program, with an escape in place of what nobody would see in it. It means the same where it is
 * inside quotes.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (char) =>
    Array.from(
      { length: char.length },
      (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
