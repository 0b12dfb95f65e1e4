import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The way to LianLian, which can break. */
export class Gateway {
  /** Nothing gets through. */
  isBroken = false;
  /** LianLian hears what the shop says, and the shop does not hear the response. */
  losesResponses = false;
  private readonly server = createServer((request, response) => void this.pass(request, response));

  private constructor(private readonly target: string) {}

  static async open(target: string): Promise<Gateway> {
    const gateway = new Gateway(target);
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.isBroken) {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      return;
    }
    const { method = 'GET', url = '/', headers } = request;
    const type = headers['content-type'];
    const received = await fetch(this.target + url, {
      method,
      redirect: 'manual',
      headers: type === undefined ? {} : { 'content-type': type },
      ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
    });
    if (this.losesResponses) {
      response.destroy();
      return;
    }
    const kept = ['content-type', 'location'].flatMap((name) => {
      const value = received.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    response
      .writeHead(received.status, Object.fromEntries(kept))
      .end(Buffer.from(await received.arrayBuffer()));
  }
}
