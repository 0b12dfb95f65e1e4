import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { openEnvelope } from '../../calls/support/open-envelope.js';

const APPLY = '/paymentapi/payment.htm';
const QUERY = '/paymentapi/queryPayment.htm';

/** A request of a process: as it comes, and when LianLian dealt with it and nothing went back yet. */
export type Moment = 'sent' | 'taken' | 'querying' | 'queried';

/** What left all processes of a round. */
export class Traffic {
  /** The text within each envelope that was sent, read with LianLian's key. */
  readonly applied: string[] = [];
  /** Paths of anything but an application and a query. */
  readonly others: string[] = [];
  asked = 0;
  /** How many responses to applications the network is still to lose. */
  toLose = 0;
  /** Called at each moment of each process. */
  watch: (moment: Moment, process: string) => void = () => undefined;
}

/** What stands between one process and the sandbox, and keeps what the process sends. */
export class RecordingGateway {
  private readonly server: Server;

  private constructor(
    private readonly sandbox: LianlianSandbox,
    private readonly traffic: Traffic,
    private readonly process: string,
  ) {
    this.server = createServer((request, response) => {
      // A process that died waits for nothing.
      void this.pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(sandbox: LianlianSandbox, traffic: Traffic, process: string): Promise<RecordingGateway> {
    const gateway = new RecordingGateway(sandbox, traffic, process);
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** The moments may end the process, and then the request goes no further. */
  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    const [before, after] = this.note(path, body);
    this.traffic.watch(before, this.process);
    if (request.socket.destroyed) return;
    const told = await fetch(this.sandbox.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    });
    const text = await told.text();
    this.traffic.watch(after, this.process);
    if (after === 'taken' && this.traffic.toLose > 0) {
      this.traffic.toLose -= 1;
      response.destroy();
      return;
    }
    response.writeHead(told.status, { 'content-type': told.headers.get('content-type') ?? '' }).end(text);
  }

  private note(path: string, body: string): readonly [Moment, Moment] {
    if (path === APPLY) {
      const { pay_load } = JSON.parse(body) as { pay_load: string };
      this.traffic.applied.push(openEnvelope(pay_load, this.sandbox.lianlianPrivateKey));
      return ['sent', 'taken'];
    }
    if (path === QUERY) this.traffic.asked += 1;
    else this.traffic.others.push(path);
    return ['querying', 'queried'];
  }

  /** Breaks off whatever is under way, as the network does when a process is gone. */
  breakOff(): void {
    this.server.closeAllConnections();
  }
}
