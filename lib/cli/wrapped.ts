/** What a line holds at most, where the terminal is not narrower. */
const MAX_COLUMNS = 80;
const MIN_COLUMNS = 20;

/** Characters that take two columns: Chinese, its punctuation, full-width forms, and their like. */
const WIDE =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Emoji_Presentation}' +
  '\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026\\u3000-\\u303f\\uff00-\\uff60\\uffe0-\\uffe6';
/** Punctuation that no line ends with. */
const OPENING = '（「《“‘';
/** Punctuation that no line begins with. */
const CLOSING = '，。；：、！？）」》”’…—';

const WIDE_CHARACTER = new RegExp(`[${WIDE}]`, 'u');
/** An address of a file or of the web: it is copied, so Chinese in it is no place to break it. */
const ADDRESS = `[!-~]*[/\\\\][^\\s${OPENING}${CLOSING}]*`;
/** What stays on one line: an address, a word without Chinese, or one Chinese character; with its punctuation. */
const UNIT = new RegExp(
  `[${OPENING}]*(?:${ADDRESS}|[^\\s${WIDE}]+|(?![${OPENING}${CLOSING}])[${WIDE}])[${CLOSING}]*|[${OPENING}${CLOSING}]+`,
  'gu',
);

/** How many columns a text takes. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE_CHARACTER.test(character) ? 2 : 1), 0);
}

/**
 * Lines of at most 80 columns, or of those of a narrower terminal. What a line continues with stands two columns
 * further in. A word is never broken: keys and addresses can be copied.
 */
export function wrapped(text: string, columns = MAX_COLUMNS): string {
  const most = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
  return text
    .split('\n')
    .map((line) => (columnsOf(line) <= most ? line : broken(line, most)))
    .join('\n');
}

function broken(line: string, most: number): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of line.trim().split(/\s+/)) {
    const units = word.match(UNIT) ?? [word];
    units.forEach((unit, index) => {
      const blank = index === 0 && !isEmpty ? ' ' : '';
      if (isEmpty || columnsOf(current + blank + unit) <= most) {
        current += blank + unit;
      } else {
        lines.push(current);
        current = `${indent}  ${unit}`;
      }
      isEmpty = false;
    });
  }
  return [...lines, current].join('\n');
}
