import { IncomingMessage, type ServerResponse } from 'node:http';

/** What is used of a request, Express's or Fastify's. */
export interface HttpRequest {
  /** Fastify: Node's own request. Express's request is Node's own. */
  readonly raw?: IncomingMessage;
  readonly body?: unknown;
  readonly rawBody?: unknown;
  readonly ip?: string;
}

/** What is used of Fastify's reply. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  readonly request: unknown;
  readonly sent: boolean;
  hijack(): unknown;
  code(status: number): unknown;
  headers(values: Readonly<Record<string, string>>): unknown;
  send(payload: string): unknown;
}

/** A response, Express's (Node's own) or Fastify's. */
export type HttpResponse = ServerResponse | FastifyReplyLike;

export function isFastifyReply(response: HttpResponse): response is FastifyReplyLike {
  return 'hijack' in response;
}

export function rawResponseOf(response: HttpResponse): ServerResponse {
  return isFastifyReply(response) ? response.raw : response;
}

/** The adapter's own request behind a response. */
export function requestOf(response: HttpResponse): unknown {
  return isFastifyReply(response) ? response.request : response.req;
}

/** Node's own request. A host that reads it before the app may leave the body on it, too. */
export function rawRequestOf(
  request: HttpRequest | IncomingMessage,
): IncomingMessage & Pick<HttpRequest, 'body' | 'rawBody'> {
  // Express's request is one, whatever a middleware of the app calls `raw` on it.
  if (request instanceof IncomingMessage) return request;
  return request.raw ?? (request as IncomingMessage);
}
