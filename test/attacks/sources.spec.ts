import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Controller, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LIANLIAN_NOTIFICATION_SOURCES,
  LianlianController,
  LianlianEvents,
  LianlianModule,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../support/adapters.js';
import { get, post } from '../support/http.js';
import { OID_PARTNER } from '../support/merchant.js';
import { RecordingLogger } from '../support/recording-logger.js';
import { keys } from '../support/shop.js';
import { genuine } from './support/target.js';

/** LianLian's, in these tests. */
const SOURCES = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'];

/** What Express calls `trust proxy` and Fastify `trustProxy`. */
type Trust = false | number | string | string[];

let handled = 0;

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(): { money_order: string } {
    return { money_order: '49.95' };
  }
  override onPayment(): void {
    handled++;
  }
  override onReturn(): string {
    return '/orders';
  }
}

let app: INestApplication | undefined;
const logger = new RecordingLogger();

async function create(
  adapter: Adapter,
  allowedSources: readonly string[],
  trust: Trust = false,
): Promise<INestApplication> {
  @Module({
    imports: [
      LianlianModule.forRoot({
        oidPartner: OID_PARTNER,
        privateKey: keys.merchant.privateKey,
        lianlianPublicKey: keys.lianlian.publicKey,
        notifications: { allowedSources },
      }),
    ],
    controllers: [PaymentsController],
  })
  class ShopModule {}
  const http =
    adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter({ trustProxy: trust as string });
  app = await NestFactory.create(ShopModule, http, { logger, abortOnError: false });
  if (adapter === 'express') (app as NestExpressApplication).set('trust proxy', trust);
  return app;
}

async function open(
  adapter: Adapter,
  allowedSources: readonly string[],
  trust?: Trust,
  host = '127.0.0.1',
): Promise<string> {
  const created = await create(adapter, allowedSources, trust);
  await created.listen(0, host);
  const { port } = created.getHttpServer().address() as { port: number };
  return `http://${host === '::1' ? '[::1]' : '127.0.0.1'}:${String(port)}/payments/notify`;
}

/** The status of a genuine notification with these headers; a handler ran if, and only if, it is 200. */
async function statusOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const before = handled;
  const { status } = await post(url, genuine(), undefined, headers);
  expect(handled - before).toBe(status === 200 ? 1 : 0);
  return status;
}
const forwarded = (url: string, addresses: string): Promise<number> =>
  statusOf(url, { 'x-forwarded-for': addresses });

afterEach(async () => {
  await app?.close();
  app = undefined;
  logger.clear();
});

describe.each(ADAPTERS)('notifications.allowedSources on %s', (adapter) => {
  it('believes no header while no proxy is trusted, whatever it is called', async () => {
    const url = await open(adapter, SOURCES);
    const names = [
      'x-forwarded-for',
      'x-real-ip',
      'x-client-ip',
      'true-client-ip',
      'cf-connecting-ip',
      'x-forwarded',
      'client-ip',
    ];
    for (const name of names)
      expect([name, await statusOf(url, { [name]: '203.0.113.9' })]).toEqual([name, 403]);
    expect(await statusOf(url, { forwarded: 'for=203.0.113.9' })).toBe(403);
    expect(await statusOf(url, Object.fromEntries(names.map((name) => [name, '203.0.113.9'])))).toBe(403);
    expect(app?.get(LianlianEvents).counts()['refused.source']).toBe(names.length + 2);
  });

  const trusted: readonly Trust[] = ['127.0.0.1', 'loopback', ['127.0.0.0/8', '10.0.0.0/8']];
  it.each(adapter === 'express' ? [1, ...trusted] : trusted)(
    'sees the sender behind a trusted proxy (%j), and not what the sender wrote before it',
    async (trust) => {
      const url = await open(adapter, SOURCES, trust);
      expect(await forwarded(url, '203.0.113.9')).toBe(200);
      expect(await forwarded(url, '198.51.100.7')).toBe(200);
      expect(await forwarded(url, '2001:db8:1::5')).toBe(200);
      expect(await forwarded(url, '::ffff:203.0.113.9')).toBe(200);
      expect(await forwarded(url, '::FFFF:cb00:7109')).toBe(200);
      expect(await forwarded(url, '192.0.2.1, 203.0.113.9')).toBe(200);
      // As some proxies write it, with the port.
      expect(await forwarded(url, '203.0.113.9:41234')).toBe(200);
      expect(await forwarded(url, '192.0.2.1:80, 203.0.113.9:41234')).toBe(200);
      expect(await forwarded(url, '[2001:db8:1::5]:4000')).toBe(200);
      expect(await forwarded(url, '[2001:db8:1::5]')).toBe(200);
      expect(await forwarded(url, '192.0.2.1:41234')).toBe(403);
      expect(await forwarded(url, '203.0.113.9, 192.0.2.1:203')).toBe(403);
      // The sender is the last; what it claims stands before it.
      expect(await forwarded(url, '203.0.113.9, 192.0.2.1')).toBe(403);
      expect(await forwarded(url, '203.0.113.9,203.0.113.9,192.0.2.1')).toBe(403);
      expect(await forwarded(url, '198.51.100.8')).toBe(403);
      expect(await forwarded(url, '2001:db9::1')).toBe(403);
      expect(await forwarded(url, '::ffff:192.0.2.1')).toBe(403);
      // Nobody was forwarded, so the proxy itself is the sender.
      expect(await statusOf(url)).toBe(403);
    },
  );

  it.each([
    'unknown',
    '_hidden',
    '203.0.113.9:443:1',
    '203.0.113.9:',
    '[2001:db8::1',
    '203.0.113.0/24',
    '203.0.113',
    '0xcb.0.113.9',
    '3405803785',
    '203.0.113.009',
    '2001:db8::1::',
    '::ffff:203.0.113.999',
    '２０３.0.113.9',
    '203.0.113.9\u009b31m',
    'null',
  ])('refuses %j, which is no address, with a 403', async (address) => {
    const url = await open(adapter, [...SOURCES, '0.0.0.0/1'], 'loopback');
    expect(await forwarded(url, Buffer.from(address).toString('latin1'))).toBe(403);
  });

  it('says that a proxy of the app cannot be told where it is written with a port', async () => {
    const url = await open(adapter, SOURCES, ['127.0.0.0/8', '10.0.0.0/8']);
    expect(await forwarded(url, '203.0.113.9, 10.0.0.2')).toBe(200);
    expect(await forwarded(url, '203.0.113.9, 10.0.0.2:5555')).toBe(403);
    expect(await forwarded(url, '192.0.2.1')).toBe(403);
    const lines = logger.texts('warn').filter((line) => line.includes('not accepted from'));
    expect(lines[0]).toMatch(
      /not accepted from 10\.0\.0\.2: .*X-Forwarded-For has it with a port.*leave the port off/,
    );
    expect(lines.slice(1).join()).not.toContain('with a port');
  });

  it('refuses a sender without an address with a 403', async () => {
    const created = await create(adapter, ['0.0.0.0/0', '::/0']);
    const socketPath = join(tmpdir(), `lianlian-${adapter}-${String(process.pid)}.sock`);
    await created.listen(socketPath);
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest({ socketPath, path: '/payments/notify', method: 'POST' }, (response) => {
        resolve(response.resume().statusCode);
      });
      request.on('error', reject).end(JSON.stringify(genuine()));
    });
    expect(status).toBe(403);
  });

  it('knows an IPv4 sender whose connection is IPv6, and an IPv6 sender', async () => {
    const dual = await open(adapter, ['127.0.0.1'], false, '::');
    expect(await statusOf(dual)).toBe(200);
    await app?.close();
    expect(await statusOf(await open(adapter, ['::1'], false, '::1'))).toBe(200);
    await app?.close();
    expect(await statusOf(await open(adapter, ['::2/127', '127.0.0.1'], false, '::1'))).toBe(403);
  });

  it('writes a refused sender into one short line, whatever it calls itself', async () => {
    const url = await open(adapter, SOURCES, 'loopback');
    const lie = `192.0.2.1\u009b2J ${'x'.repeat(5_000)} "paid" event=handled`;
    expect(await forwarded(url, Buffer.from(lie).toString('latin1'))).toBe(403);
    const [line = '', ...more] = logger.texts().filter((text) => text.includes('not accepted'));
    expect(more).toEqual([]);
    expect(line.length).toBeLessThan(400);
    expect(line).toMatch(/^[ -~]*$/);
  });

  it('is for notifications, not for payers who come back', async () => {
    const url = await open(adapter, SOURCES);
    expect((await get(url.replace('notify', 'return'))).status).toBe(303);
  });

  it("takes LianLian's published addresses, and not their neighbours", async () => {
    const url = await open(adapter, LIANLIAN_NOTIFICATION_SOURCES, 'loopback');
    for (const address of LIANLIAN_NOTIFICATION_SOURCES) expect(await forwarded(url, address)).toBe(200);
    for (const address of ['115.236.102.37', '218.4.207.154', '112.80.55.212', '127.0.0.1']) {
      expect(await forwarded(url, address)).toBe(403);
    }
  });
});

it('trusts nobody where Fastify is given a number: it does not count proxies', async () => {
  expect(await forwarded(await open('fastify', SOURCES, 1), '203.0.113.9')).toBe(403);
});

it("LianLian's published addresses are those of its documents, and cannot be changed", () => {
  const file = new URL('../../lib/sandbox/data/catalogue.json', import.meta.url);
  const { notifications } = JSON.parse(readFileSync(file, 'utf8')) as {
    notifications: { delivery: { sourceIps: { current: string[] } } };
  };
  expect(LIANLIAN_NOTIFICATION_SOURCES).toEqual(notifications.delivery.sourceIps.current);
  expect(Object.isFrozen(LIANLIAN_NOTIFICATION_SOURCES)).toBe(true);
});

it.each([
  [[]],
  [['any']],
  [['0.0.0.0/33']],
  [['203.0.113.9/']],
  [['203.0.113.9/24/8']],
  [['203.0.113.*']],
  [['lianlianpay.com']],
  [[' 203.0.113.9']],
  ['203.0.113.9'],
  [[null]],
])('an allow-list of %j fails the start: nothing is left open by mistake', async (sources) => {
  await expect(create('express', sources as string[])).rejects.toThrow('notifications.allowedSources');
});
