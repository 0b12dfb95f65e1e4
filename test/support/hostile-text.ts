/** What a terminal, an editor or a log collector obeys, hides, or breaks a line at, each with what it is called. */
export const HOSTILE: readonly (readonly [what: string, characters: string])[] = [
  ['an escape sequence', '\u001b[2J'],
  ['a bell and a backspace', '\u0007\u0008'],
  ['a line feed', '\n[Nest] 1 - LOG paid'],
  ['a carriage return', '\r[Nest] 1 - LOG paid'],
  ['a tab, a vertical tab and a form feed', '\t\v\f'],
  ['a delete', '\u007f'],
  ['the C1 control sequence introducer', '\u009b31m'],
  ['the C1 next line', '\u0085event=handled'],
  ['the C1 operating system command', '\u009d0;title\u009c'],
  ['a line separator', '\u2028event=handled'],
  ['a paragraph separator', '\u2029event=handled'],
  ['a right-to-left override', '\u202edeap\u202c'],
  ['isolates of direction', '\u2066a\u2067b\u2068c\u2069'],
  ['marks of direction', '\u200e\u200f\u061c'],
  ['embeddings of direction', '\u202a\u202b\u202d'],
  ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
  ['a soft hyphen and invisible operators', '\u00ad\u2061\u2064'],
  ['fillers', '\u115f\u1160\u3164\uffa0\u034f'],
  ['variation selectors', '\ufe0f\u{e0100}\u180b'],
  ['tag characters', '\u{e0001}\u{e0061}\u{e007f}'],
  ['annotations', '\ufff9\ufffa\ufffb'],
  ['private and unassigned characters', '\ue000\uffff\u{10ffff}'],
];

/** All of it in one text. */
export const ALL_HOSTILE = HOSTILE.map(([, characters]) => characters).join('x');

/** The single characters of it that nobody should find in a line. */
const FORBIDDEN = new Set(
  [...HOSTILE.map(([, characters]) => characters).join('')].filter((char) => !/[ -~]/.test(char)),
);

/** The lines that would control a terminal, hide something or pass for another line; stacks have lines of their own. */
export function illegible(texts: readonly string[]): string[] {
  return texts.filter((text) => {
    const [first = '', ...stack] = text.split('\n');
    return (
      [first, ...stack].some((line) => [...line].some((char) => FORBIDDEN.has(char))) ||
      stack.some((line) => !line.startsWith('    '))
    );
  });
}
