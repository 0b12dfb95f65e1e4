import { UnusableInput } from '../unusable-input.js';
import { pastedMessages } from './pasted.messages.js';
import { shellWords } from './shell-words.js';

/** The body within what was pasted, and the URL that it was sent to. */
interface Unwrapped {
  readonly body: string;
  readonly url: string | undefined;
}

const DATA_OPTIONS = ['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json'];
/** A command for cmd, as Chrome's "Copy as cURL (cmd)" writes it: carets before quotes, or at the ends of lines. */
const OF_CMD = /^curl(?:\.exe)?\s+(?:\^"|[^'\n]*\s\^\r?\n)/;
const REQUEST_LINE = /^(?:POST|GET|PUT) (\S+) HTTP\/[\d.]+\r?$/m;
const STATUS_LINE = /^HTTP\/[\d.]+ \d{3}/m;

/**
 * Takes the body out of a curl command, of an HTTP request or response, or of a URL's query. Anything else is
 * the body itself.
 *
 * @throws UnusableInput
 */
export function unwrap(pasted: string): Unwrapped {
  const text = pasted.replace(/^\ufeff/, '').trim();
  if (text === '') throw new UnusableInput(pastedMessages.nothingPasted());
  if (/^(\$ )?curl(\.exe)?\s/.test(text)) return fromCurl(text.replace(/^\$ /, ''));
  if (REQUEST_LINE.test(text) || STATUS_LINE.test(text)) return fromHttp(text);
  if (/^https?:\/\/\S+$/.test(text)) {
    return { body: parsedUrl(text).search.slice(1), url: text };
  }
  return { body: text, url: undefined };
}

function fromCurl(command: string): Unwrapped {
  const words = shellWords(OF_CMD.test(command) ? withoutCarets(command) : command);
  const data: string[] = [];
  let url: string | undefined;
  words.forEach((word, index) => {
    const next = words[index + 1] ?? '';
    const joined = /^(--[a-z-]+)=(.*)$/s.exec(word);
    if (DATA_OPTIONS.includes(word)) data.push(next);
    else if (word === '--data-urlencode') data.push(urlEncoded(next));
    else if (joined !== null && DATA_OPTIONS.includes(joined[1] ?? '')) data.push(joined[2] ?? '');
    else if (/^https?:\/\//.test(word)) url = word;
  });
  const body = data.join('&');
  if (body.startsWith('@')) {
    throw new UnusableInput(pastedMessages.curlReadsFile());
  }
  if (body === '') throw new UnusableInput(pastedMessages.curlSendsNothing());
  return { body, url };
}

/** What cmd gives to a program: a caret before a line's end goes on with the line, and before an empty line ends one in a text. */
function withoutCarets(command: string): string {
  return command.replace(/\^(?:\r?\n(\r?\n)?|([^]))/g, (_, lineEnd?: string, char = '') =>
    lineEnd === undefined ? String(char) : '\n',
  );
}

/** `name=value`, of which curl encodes the value. */
function urlEncoded(text: string): string {
  const at = text.indexOf('=');
  return at < 0 ? encodeURIComponent(text) : `${text.slice(0, at)}=${encodeURIComponent(text.slice(at + 1))}`;
}

function fromHttp(text: string): Unwrapped {
  const path = REQUEST_LINE.exec(text)?.[1];
  const host = /^host:\s*(\S+)/im.exec(text)?.[1] ?? 'unknown.invalid';
  const url = path === undefined ? undefined : parsedUrl(path, `https://${host}`).href;
  const [, body = ''] = /\r?\n\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (body.trim() !== '') return { body: body.trim(), url };
  const query = url === undefined ? '' : new URL(url).search.slice(1);
  if (query === '') throw new UnusableInput(pastedMessages.noBody());
  return { body: query, url };
}

function parsedUrl(text: string, base?: string): URL {
  if (!URL.canParse(text, base)) throw new UnusableInput(pastedMessages.badUrl());
  return new URL(text, base);
}
