/** Escapes within `$'…'`. */
const ANSI: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The words of a shell command: quotes, backslashes and continued lines are undone, nothing is expanded. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length;) {
    const char = command[at] ?? '';
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    const [text, next] = piece(command, at);
    word = (word ?? '') + text;
    at = next;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** One quoted or escaped part of a word, or one character of it. */
function piece(command: string, at: number): [text: string, next: number] {
  const char = command[at] ?? '';
  if (char === "'") return quoted(command, at + 1, "'", (rest) => [rest, 1]);
  if (char === '"')
    return quoted(command, at + 1, '"', (_, next) => (/["\\$`\n]/.test(next) ? [next, 2] : ['\\', 1]));
  if (char === '$' && command[at + 1] === "'") {
    return quoted(command, at + 2, "'", (_, next, rest) => {
      const unicode = /^u([0-9a-fA-F]{4})/.exec(rest);
      if (unicode !== null) return [String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16)), 6];
      return [ANSI[next] ?? next, 2];
    });
  }
  if (char === '\\') {
    const next = command[at + 1] ?? '';
    return [next === '\n' ? '' : next, at + 2];
  }
  return [char, at + 1];
}

/** What stands up to the closing quote. `escape` says what a backslash makes, and of how many characters. */
function quoted(
  command: string,
  from: number,
  quote: string,
  escape: (char: string, next: string, rest: string) => [text: string, length: number],
): [text: string, next: number] {
  let text = '';
  let at = from;
  while (at < command.length && command[at] !== quote) {
    const char = command[at] ?? '';
    if (char !== '\\') {
      text += char;
      at++;
      continue;
    }
    const [made, length] = escape(char, command[at + 1] ?? '', command.slice(at + 1, at + 6));
    text += made;
    at += length;
  }
  return [text, at + 1];
}
