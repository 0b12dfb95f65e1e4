import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop that can keep its responses back until several notifications wait for one. */
export class TogetherShop {
  /** How many waited at the same time, at most. */
  most = 0;
  private needed = 1;
  private readonly waiting: ServerResponse[] = [];
  private readonly server = createServer((request, response) => {
    request.resume().once('end', () => {
      this.take(response);
    });
  });

  static async open(): Promise<TogetherShop> {
    const shop = new TogetherShop();
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/notify`;
  }

  /** From now on it answers when `count` requests are there. */
  answerTogether(count: number): void {
    this.needed = count;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private take(response: ServerResponse): void {
    this.waiting.push(response);
    this.most = Math.max(this.most, this.waiting.length);
    if (this.waiting.length < this.needed) return;
    for (const each of this.waiting.splice(0)) each.end('{"ret_code":"0000","ret_msg":"ok"}');
  }
}
