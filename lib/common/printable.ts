/**
 * What a terminal, an editor or a log collector obeys, hides or breaks a line at, instead of showing it: control
 * characters (C0, DEL, C1), separators of lines and paragraphs, marks of direction, zero-width and tag characters, fillers,
 * variation selectors, halves of surrogate pairs, and code points that mean nothing outside of one program.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text that holds nothing of that: most are, and a search for it costs more than this. */
const PLAIN = /^[ -~]*$/;

/** How many characters of a text are shown that anybody may have written. */
const MAX_SHOWN = 64;

/** What the lines of a stack that are not its first begin with. */
const INDENT = '    ';

/**
 * Text of others on one line of a log or a terminal: what controls either is shown as `\u009b`, not obeyed. Inside JSON
 * it stays the same text.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNPRINTABLE, (char) => char.split('').map(escaped).join(''));
}

/** Lines of ours with text of others in them: line feeds stay, the rest is as `printable` makes it. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** A stack: its message may have lines of its own, and none of them looks like a new line of the log. */
export function printableStack(stack: string): string {
  const [first = '', ...rest] = stack.split('\n').map(printable);
  return [first, ...rest.map((line) => (line.startsWith(INDENT) ? line : INDENT + line))].join('\n');
}

/** What anybody may have written, in a sentence: quoted, cut, and on one line. */
export function quoted(text: string): string {
  return printable(JSON.stringify(shortened(text)));
}

/** The first characters of a text, and a mark where more follow. */
export function shortened(text: string, max = MAX_SHOWN): string {
  // No text has more code points than UTF-16 units, and of a long one not all have to be looked at.
  const characters = [...text.slice(0, 2 * max + 2)];
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : text;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
