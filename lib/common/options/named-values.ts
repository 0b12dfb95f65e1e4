/** What a line of the log says in pairs, as log collectors read them: `event=handled no_order="order 1"`. */
export function namedValues(values: Readonly<Record<string, string | number | undefined>>): string {
  let line = '';
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) line += `${line === '' ? '' : ' '}${name}=${bare(String(value))}`;
  }
  return line;
}

function bare(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : JSON.stringify(text);
}
