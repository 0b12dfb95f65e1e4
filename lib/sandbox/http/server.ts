import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { TlsPair } from '../tls/new-certificate.js';
import { type IncomingBody, readBody } from './read-body.js';
import { renderedReply, type Reply } from './reply.js';
import { type ConnectionError, unreadableResponse } from './unreadable-connection.js';

/** A request, as the routes see it. */
export interface Incoming extends IncomingBody {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Who hears of what goes wrong. */
interface ServerListeners {
  /** Takes errors of the sandbox itself, which end in a 500. */
  readonly report: (error: unknown) => void;
  /** Takes errors of connections on which no request came. */
  readonly unreadable: (error: ConnectionError) => void;
}

/** An HTTP server, with or without TLS, that can be closed at once. */
export class SandboxServer {
  private readonly server: Server;
  private readonly connections = new Set<Socket>();
  private readonly refused = new WeakSet<Duplex>();

  /**
   * @param track takes the work that goes on after a response
   * @param tls the certificate to show; undefined for plain HTTP
   */
  constructor(
    private readonly route: (incoming: Incoming) => Promise<Reply>,
    private readonly track: (work: Promise<void>) => void,
    private readonly listeners: ServerListeners,
    tls: TlsPair | undefined,
  ) {
    const listener: RequestListener = (request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        // The client broke the connection in the middle of a request: that is no defect of the sandbox.
        if (response.destroyed) return;
        this.listeners.report(error);
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain;charset=utf-8' });
        response.end('the sandbox failed');
      });
    };
    this.server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    this.server.on('connection', (socket: Socket) => {
      this.connections.add(socket);
      socket.once('close', () => this.connections.delete(socket));
    });
    this.server.on('clientError', (error: ConnectionError, socket: Duplex) => {
      // There is an error for each packet that comes.
      if (!this.refused.has(socket)) this.listeners.unreadable(error);
      this.refused.add(socket);
      if (socket.writable) socket.end(unreadableResponse(error));
      else socket.destroy();
    });
  }

  /** Opens the port. Resolves with its number. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error) => {
        reject(portError(error, port, host));
      });
      this.server.listen(port, host, () => {
        this.server.removeAllListeners('error');
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes the port and every connection. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    // Node's own closeAllConnections leaves those alone whose TLS handshake has not ended.
    for (const connection of this.connections) connection.destroy();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const address = addressOf(request.url ?? '/');
    if (address === undefined) {
      response.writeHead(400, { 'content-type': 'text/plain;charset=utf-8' });
      response.end('the request asks for no path');
      return;
    }
    const { pathname, searchParams: query } = address;
    const { method = 'GET', headers: incoming } = request;
    const reply = await this.route({ method, path: pathname, query, headers: incoming, ...body });
    if (reply.takeOver !== undefined) {
      reply.takeOver(response);
      if (reply.after !== undefined) this.track(reply.after().catch(this.listeners.report));
      return;
    }
    const { headers, body: text } = renderedReply(reply, request);
    response.writeHead(reply.status, headers);
    response.end(method === 'HEAD' ? undefined : text);
    if (reply.after !== undefined) this.track(sent(response).then(reply.after).catch(this.listeners.report));
  }
}

/**
 * The path and the query of what was asked for; undefined for what is no address. Two slashes at its beginning begin a
 * path, not the name of a host.
 */
function addressOf(target: string): URL | undefined {
  const origin = 'http://sandbox.invalid';
  const address = target.startsWith('/') ? origin + target : target;
  return URL.canParse(address, origin) ? new URL(address, origin) : undefined;
}

/** An error that names the port and says what can be done. */
function portError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const where = `port ${String(port)} of ${host}`;
  const problem =
    error.code === 'EADDRINUSE'
      ? `${where} is in use: end what listens there, or give the sandbox another port (0 takes a free one)`
      : `${where} cannot be opened (${error.code ?? error.message}): give the sandbox another port or host`;
  return new Error(problem, { cause: error });
}

/** Resolves when the response was sent, or the client has gone. */
async function sent(response: ServerResponse): Promise<void> {
  if (!response.closed) await once(response, 'close');
}
