import type { IncomingMessage } from 'node:http';
import { languageCookie, languageOf } from '../pages/language.js';
import type { Reply } from './reply.js';

/** A reply as it is sent. */
interface RenderedReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Renders a page in the language of whoever asked for it. */
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
