import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, orders, PATHS, startSandbox } from '../support/merchant.js';

/** A shop's end of a connection. */
type Behaviour = (socket: Socket) => unknown;

const LONG = 'x'.repeat(100_000);

const answers =
  (text: string): Behaviour =>
  (socket) =>
    socket.once('data', () => socket.end(text));

describe('a notification that nobody answers says why', () => {
  const servers: Server[] = [];
  let sandbox: LianlianSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ notifications: { timeoutMs: 500 } });
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await sandbox.stop();
  });

  async function addressOf(behaviour: Behaviour): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      behaviour(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  async function refusing(): Promise<string> {
    const address = await addressOf(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    return address;
  }

  it.each([
    ['time-out', () => addressOf(() => undefined), 'http', 'No response within 0.5 s', '0.5 秒内没有应答'],
    ['closed-port', refusing, 'http', 'Nothing listens at notify_url', '没有程序在监听'],
    ['unknown-host', async () => 'shop.invalid', 'http', 'is not known here', '无法解析'],
    [
      'broken',
      () => addressOf((socket) => socket.once('data', () => socket.destroy())),
      'http',
      'broke',
      '连接中断',
    ],
    [
      'half',
      () => addressOf(answers('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nok')),
      'http',
      'broke before the whole response',
      '连接中断',
    ],
    [
      'too-long',
      () => addressOf(answers(`HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${LONG}`)),
      'http',
      'longer than 64 KiB',
      '超过 64 KiB',
    ],
    ['no-http', () => addressOf(answers('SSH-2.0-OpenSSH_9\r\n')), 'http', 'is not HTTP', '不是 HTTP'],
    [
      'no-tls',
      () => addressOf(answers('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'https',
      'secure connection',
      '安全连接',
    ],
  ])('%s', async (no_order, open, protocol, en, zh) => {
    const url = `${protocol}://${await open()}/notify`;
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, url), no_order });
    await sandbox.pay(no_order);
    const [attempt] = sandbox.deliveries(no_order);
    expect(attempt?.acknowledged).toBe(false);
    expect(attempt?.status).toBeUndefined();
    expect(attempt?.explanation?.en).toContain(en);
    expect(attempt?.explanation?.zh).toContain(zh);
    expect(() => {
      sandbox.expectDelivered(no_order);
    }).toThrow(en);
  });
});
