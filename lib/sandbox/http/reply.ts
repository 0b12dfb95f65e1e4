import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './html.js';
import { languageCookie, languageOf } from './language.js';

/** A response of the sandbox to a browser or a shop. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A page is rendered in its reader's language when it is sent. */
  readonly body: string | Html;
  /** Runs when the response was sent. */
  readonly after?: (() => Promise<void>) | undefined;
  /** Handles the connection itself, perhaps without ever responding. Status, headers and body are not sent then. */
  readonly takeOver?: ((response: ServerResponse) => void) | undefined;
}

/** What a page may load and do: styles, scripts and data from the sandbox alone; forms may be posted anywhere. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; frame-ancestors 'none'";

/** A page. It is never stored, and loads nothing from elsewhere. */
export function pageReply(page: Html, status = 200): Reply {
  const headers = {
    'content-type': 'text/html;charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return { status, headers, body: page };
}

/** An API's response. */
export function jsonReply(json: string, after?: () => Promise<void>): Reply {
  return { status: 200, headers: { 'content-type': 'application/json;charset=utf-8' }, body: json, after };
}

/** A file that a browser saves under this name. */
export function downloadReply(fileName: string, contentType: string, body: string): Reply {
  return {
    status: 200,
    headers: {
      'content-type': `${contentType};charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}

/** Redirects a browser, which follows with a GET. The URL is encoded, because headers are ASCII. */
export function redirectReply(url: string): Reply {
  return { status: 303, headers: { location: new URL(url).href, 'cache-control': 'no-store' }, body: '' };
}

/** A reply with its page as text. */
interface RenderedReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Renders a page in the language of the browser that asked for it. */
export function renderedReply({ headers, body }: Reply, request: IncomingMessage): RenderedReply {
  if (typeof body === 'string') return { headers, body };
  const visitor = {
    url: request.url ?? '',
    cookie: request.headers.cookie,
    acceptLanguage: request.headers['accept-language'],
  };
  const cookie = languageCookie(visitor);
  return {
    headers: cookie === undefined ? headers : { ...headers, 'set-cookie': cookie },
    body: body.in(languageOf(visitor)),
  };
}
