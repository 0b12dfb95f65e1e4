import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import type { Lambda } from './lambda.js';
import type { EventOf } from './lambda-events.js';

/** What a function returns for a request. */
interface FunctionResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, string[]>>;
  readonly cookies?: string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** API Gateway, or a load balancer, in front of functions: an event for each request, a response for each result. */
export class Gateway {
  private server: Server | undefined;
  /** How requests become events. */
  shape: { readonly eventOf: EventOf; readonly isBase64Encoded: boolean } | undefined;

  constructor(private readonly lambda: Lambda) {}

  async listen(port: number): Promise<void> {
    this.server = createServer((request, response) => {
      this.pass(request, response).catch((error: unknown) => {
        // As API Gateway answers for a function that failed.
        response.writeHead(502).end(String(error));
      });
    }).listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server?.close();
    this.server?.closeAllConnections();
    await this.lambda.stop();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.shape === undefined) throw new Error('no shape');
    const { eventOf, isBase64Encoded } = this.shape;
    const { pathname, search } = new URL(request.url ?? '', 'http://gateway');
    const headers = request.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, request.rawHeaders[index + 1] ?? ''] as const] : [],
    );
    const { method = '' } = request;
    const arrived = { method, path: pathname, query: search.slice(1), headers, body: await buffer(request) };
    const result = await this.lambda.invoke('handler', eventOf(arrived, isBase64Encoded));
    send(result as FunctionResponse, response);
  }
}

function send(result: FunctionResponse, response: ServerResponse): void {
  const { headers = {}, multiValueHeaders = {}, cookies, body = '', isBase64Encoded } = result;
  for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders }))
    response.setHeader(name, value);
  if (cookies !== undefined) response.setHeader('set-cookie', cookies);
  response.writeHead(result.statusCode).end(Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'));
}
