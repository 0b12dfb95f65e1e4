import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';

/** A request as the gateway received it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as text. */
  readonly body: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the gateway does with a request: a text to send back, or something worse. */
export type Behaviour = (request: Received, response: ServerResponse, socket: Socket) => string | undefined;

/** A gateway on localhost that keeps what it receives. */
export interface Gateway {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly Received[];
  /** Every connection that was ever opened to it. */
  readonly sockets: readonly Socket[];
  behave(behaviour: Behaviour): void;
  /** The one request that it received. */
  received(): Received;
  reset(): void;
  stop(): Promise<void>;
}

export async function startGateway(initial: Behaviour = () => ''): Promise<Gateway> {
  let behaviour = initial;
  const requests: Received[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const received: Received = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        fields: JSON.parse(body) as Record<string, string>,
      };
      requests.push(received);
      const text = behaviour(received, response, request.socket);
      if (text !== undefined) response.setHeader('content-type', 'application/json').end(text);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.on('connection', (socket) => sockets.push(socket));
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    requests,
    sockets,
    behave: (next) => {
      behaviour = next;
    },
    received: () => {
      const [request] = requests;
      if (request === undefined || requests.length > 1) {
        throw new Error(`expected one request, and there were ${String(requests.length)}`);
      }
      return request;
    },
    reset: () => {
      requests.length = 0;
      sockets.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export async function listening(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}
