import { type HttpResponse, isFastifyReply, rawResponseOf } from '../notifications/receive/http-types.js';

export type ReplyHeaders = Readonly<Record<string, string>>;

interface Reply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** The request's headers that it depends on. */
  readonly vary?: readonly string[] | undefined;
  readonly body: string;
}

type HeaderValue = string | number | readonly string[] | undefined;

/** What Express's response and Fastify's reply have in common. */
interface CommonResponse {
  status(status: number): unknown;
  getHeader(name: string): HeaderValue;
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** Through the adapter, so that its hooks and middlewares see it like the app's own responses. */
export function sendReply(response: HttpResponse, { status, headers, vary = [], body }: Reply): void {
  const raw = rawResponseOf(response);
  if (raw.headersSent) {
    // A stream that began: there is nothing left to say an error in.
    if (!raw.writableEnded) raw.end();
    return;
  }
  // Somebody has taken it over, and will write it.
  if (raw.writableEnded || (isFastifyReply(response) && response.sent)) return;
  const reply = response as unknown as CommonResponse;
  reply.status(status);
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  if (vary.length > 0) reply.header('vary', varyWith(reply.getHeader('vary'), vary));
  reply.send(body);
}

/** What stands there already, of CORS or compression, and these. */
function varyWith(present: HeaderValue, names: readonly string[]): string {
  const list = [present ?? []]
    .flat()
    .flatMap((value) => String(value).split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = new Set(list.map((name) => name.toLowerCase()));
  return [...list, ...names.filter((name) => !known.has(name.toLowerCase()))].join(', ');
}
