/** What is thrown for a form that is not urlencoded, or in another encoding than UTF-8. */
export class FormEncodingError extends SyntaxError {}

/**
 * The fields of an urlencoded body in UTF-8.
 *
 * @throws SyntaxError if it is not one, or if a field occurs twice
 */
export function parseForm(body: string): Readonly<Record<string, string>> {
  const fields = Object.create(null) as Record<string, string>;
  for (const pair of body.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    if (name in fields) throw new SyntaxError('a field occurs twice');
    fields[name] = at < 0 ? '' : decoded(pair.slice(at + 1));
  }
  return fields;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new FormEncodingError('the form is not urlencoded UTF-8');
  }
}
