import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { listening } from './gateway.js';

/** What a proxy does with a `CONNECT`: a status to refuse with, or what follows once the tunnel stands. */
export type Manner = number | 'tunnel' | 'silent' | 'cut-after-request' | 'cut-at-once';

/** A proxy on localhost that makes tunnels, for those who have its credentials. */
export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** The hosts of the tunnels that it was asked for. */
  readonly asked: readonly string[];
  /** The credentials that came with them. */
  readonly credentials: readonly (string | undefined)[];
  /** Requests that were no `CONNECT`. */
  readonly plain: readonly string[];
  behave(manner: Manner): void;
  reset(): void;
  stop(): Promise<void>;
}

export async function startProxy(wanted?: string): Promise<Proxy> {
  let manner: Manner = 'tunnel';
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const plain: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(405).end();
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    client.on('error', () => undefined);
    asked.push(request.url ?? '');
    const given = credentialsOf(request);
    credentials.push(given);
    if (manner === 'silent') return;
    if (manner === 'cut-at-once') {
      client.destroy();
      return;
    }
    const refusal = typeof manner === 'number' ? manner : given === wanted ? undefined : 407;
    if (refusal === undefined) tunnel(request.url ?? '', client, manner === 'cut-after-request');
    else client.end(`HTTP/1.1 ${String(refusal)} Refused\r\nContent-Length: 0\r\n\r\n`);
  });
  const port = await listening(server);
  return {
    url: `http://${wanted === undefined ? '' : `${wanted}@`}127.0.0.1:${String(port)}`,
    ...{ port, asked, credentials, plain },
    behave: (next) => {
      manner = next;
    },
    reset: () => {
      manner = 'tunnel';
      for (const list of [asked, credentials, plain]) list.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function credentialsOf({ headers }: IncomingMessage): string | undefined {
  const [, given] = /^Basic (.+)$/.exec(headers['proxy-authorization'] ?? '') ?? [];
  return given === undefined ? undefined : Buffer.from(given, 'base64').toString();
}

function tunnel(host: string, client: Duplex, cutsAfterRequest: boolean): void {
  const { hostname, port } = new URL(`http://${host}`);
  const target = connect(Number(port), hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.on('data', (chunk: Buffer) => {
      target.write(chunk);
      if (cutsAfterRequest) client.destroy();
    });
    target.pipe(client);
  });
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
}
