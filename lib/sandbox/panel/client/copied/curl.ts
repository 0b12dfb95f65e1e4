import { visible } from './visible.js';

/** A request as curl is told of it. Without a body it is a GET. */
interface CurlRequest {
  readonly url: string;
  readonly body?: { readonly contentType: string; readonly json: string } | undefined;
  /** Options of curl's own, such as `-i`. */
  readonly options?: readonly string[] | undefined;
}

/** A command that a POSIX shell runs, whatever is in the values. */
export function curlOf({ url, body, options = [] }: CurlRequest): string {
  // Brackets in an address are a pattern to curl unless it is told otherwise.
  const flags = /[[\]{}]/.test(url) ? [...options, '-g'] : options;
  const lines = [['curl', ...flags, wordOf(url)].join(' ')];
  if (body !== undefined) {
    lines.push(`-H ${wordOf(`content-type: ${body.contentType}`)}`);
    // Whatever it begins with, it is no name of a file.
    lines.push(`--data-raw ${wordOf(visible(body.json))}`);
  }
  return lines.join(' \\\n  ');
}

/** A text as one word of a shell. */
function wordOf(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
