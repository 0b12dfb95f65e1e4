import type { AddressInfo } from 'node:net';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Controller, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LianlianController, LianlianModule, type LianlianModuleOptions } from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../../support/adapters.js';
import { ALL_HOSTILE, illegible } from '../../../support/hostile-text.js';
import { post, TEXT_JSON } from '../../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { keys, openShop, payment, refund, shapesOn, type Shop, uniqueNumber } from '../../../support/shop.js';

const stranger = testKeys().lianlian.privateKey;
const NEXT = 'Not acknowledged; if LianLian sent it, it comes again.';
const logger = new RecordingLogger();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(): { money_order: string } {
    return { money_order: '49.95' };
  }
  override onPayment(): void {
    throw new Error('nothing here is genuine');
  }
}

/** An app behind a proxy on this machine. */
async function create(
  adapter: Adapter,
  options: Partial<LianlianModuleOptions> = {},
): Promise<INestApplication> {
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
  };
  @Module({
    imports: [LianlianModule.forRoot({ ...merchant, ...options } as LianlianModuleOptions)],
    controllers: [PaymentsController],
  })
  class ShopModule {}
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter({ trustProxy: 'loopback' });
  const app = await NestFactory.create(ShopModule, http, { logger, abortOnError: false });
  if (adapter === 'express') (app as NestExpressApplication).set('trust proxy', 'loopback');
  closing.push(() => app.close());
  return app;
}

async function open(adapter: Adapter, options?: Partial<LianlianModuleOptions>): Promise<string> {
  const app = await create(adapter, options);
  await app.listen(0, '127.0.0.1');
  logger.clear();
  return `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}/payments/notify`;
}

/** The one line about a message that was not verified. */
function lineOf(level: 'warn' | 'error'): string {
  const lines = logger.texts(level);
  expect(lines).toHaveLength(1);
  expect(illegible(lines)).toEqual([]);
  return lines[0] ?? '';
}

describe.each(ADAPTERS)('the line about a forged message, on %s', (adapter) => {
  const forgedPayment = (oid_partner = OID_PARTNER): Record<string, string> =>
    payment({ oid_partner, no_order: 'order-7', oid_paybill: '2026112100000077' }, stranger);

  it.each([
    ['with a wrong signature', forgedPayment()],
    ['without a signature', { ...forgedPayment(), sign: '' }],
    [
      'with another amount than was signed',
      { ...payment({ no_order: 'order-7', oid_paybill: '2026112100000077' }), money_order: '0.01' },
    ],
  ])('names order, transaction, merchant and sender of a payment %s', async (_what, body) => {
    const url = await open(adapter);
    expect((await post(url, body)).status).toBe(401);
    expect(lineOf('warn')).toContain(
      `It came from 127.0.0.1, and says that it is the payment of order "order-7" (transaction "2026112100000077") of merchant "${OID_PARTNER}": nobody verified that. ${NEXT}`,
    );
  });

  it('names the merchant that is none of ours', async () => {
    const url = await open(adapter);
    expect((await post(url, forgedPayment(OTHER_OID_PARTNER))).status).toBe(401);
    const line = lineOf('warn');
    expect(line).toContain('a merchant (oid_partner) that the module was not given. It came from 127.0.0.1');
    expect(line).toContain(
      `order "order-7" (transaction "2026112100000077") of merchant "${OTHER_OID_PARTNER}"`,
    );
  });

  it('quotes and cuts what the message says: it cannot pass for a word of ours', async () => {
    const url = await open(adapter);
    const no_order = `7" (verified)${ALL_HOSTILE}`;
    const body = payment({ no_order, oid_paybill: `${'9'.repeat(60)}" paid${'9'.repeat(3_000)}` }, stranger);
    expect((await post(url, body)).status).toBe(401);
    const line = lineOf('warn');
    expect(line).toContain(String.raw`of order "7\" (verified)\u001b[2J`);
    expect(line).toContain(String.raw`(transaction "${'9'.repeat(60)}\" pa…")`);
  });

  it('says so where no merchant is named', async () => {
    const url = await open(adapter);
    expect((await post(url, forgedPayment(' '))).status).toBe(401);
    expect(lineOf('warn')).toContain('of no merchant: nobody verified that.');
  });

  it.each([
    [{ no_refund: 'refund-7', oid_refundno: '99' }, `refund "refund-7" (LianLian's number "99")`],
    [{ no_refund: 'refund-7', oid_refundno: '' }, 'refund "refund-7"'],
    [{ no_refund: '', oid_refundno: '99' }, `refund with LianLian's number "99"`],
  ])('says that it is a refund, and which: %j', async (numbers, subject) => {
    const url = await open(adapter);
    expect((await post(url, { ...refund(numbers), money_refund: '0.02' })).status).toBe(401);
    expect(lineOf('warn')).toContain(`says that it is the ${subject} of merchant "${OID_PARTNER}":`);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['2001:db8::5', '2001:db8::5'],
    [`fe80::1%${'a'.repeat(3_000)}`, `fe80::1%${'a'.repeat(56)}…`],
    ['not an address \u00202J', 'a sender whose address is not known'],
    ['203.0.113.9:443', '203.0.113.9'],
  ])('names the sender behind a trusted proxy: %j', async (forwarded, shown) => {
    const url = await open(adapter);
    const { status } = await post(url, forgedPayment(), TEXT_JSON, { 'x-forwarded-for': forwarded });
    expect(status).toBe(401);
    expect(lineOf('warn')).toContain(`It came from ${shown}, and says`);
  });

  it('says so where the sender has no address', async () => {
    const app = await create(adapter);
    const socketPath = join(tmpdir(), `lianlian-forged-${adapter}-${String(process.pid)}.sock`);
    await app.listen(socketPath);
    logger.clear();
    await new Promise((resolve, reject) => {
      const sent = httpRequest({ socketPath, path: '/payments/notify', method: 'POST' }, (response) => {
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end(JSON.stringify(forgedPayment()));
    });
    expect(lineOf('warn')).toContain('It came from a sender whose address is not known, and says');
  });

  it('names all of it where the merchant cannot be looked up', async () => {
    const find = (): Promise<never> => Promise.reject(new Error('no database'));
    const url = await open(adapter, { merchantSource: { find } });
    expect((await post(url, forgedPayment(OTHER_OID_PARTNER))).status).toBe(503);
    const line = lineOf('error');
    expect(line).toContain(
      `order "order-7" (transaction "2026112100000077") of merchant "${OTHER_OID_PARTNER}"`,
    );
    expect(line).toContain('no database');
    expect(line).toContain(NEXT);
  });

  it('has the sender alone where the source is refused: nothing of it was read', async () => {
    const url = await open(adapter, { notifications: { allowedSources: ['203.0.113.0/24'] } });
    expect((await post(url, forgedPayment())).status).toBe(403);
    expect(lineOf('warn')).toContain('Notifications are not accepted from 127.0.0.1');
    expect(lineOf('warn')).toContain(NEXT);
  });

  it('tells the sender nothing of it', async () => {
    const url = await open(adapter);
    const { text } = await post(url, forgedPayment());
    for (const word of ['order-7', '2026112100000077', OID_PARTNER, '127.0.0.1'])
      expect(text).not.toContain(word);
  });

  describe.each(shapesOn(adapter))('on %s', (shape) => {
    it('says the same, and of many of them in few lines', async () => {
      const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined };
      const shop: Shop = await openShop({ adapter, shape, hooks });
      closing.push(shop.close);
      shop.logger.clear();
      const bodies = Array.from({ length: 200 }, () =>
        payment({ oid_paybill: uniqueNumber('2026') }, stranger),
      );
      const started = performance.now();
      for (const body of bodies) expect((await post(shop.notifyUrl, body)).status).toBe(401);
      const seconds = Math.ceil((performance.now() - started) / 1000);
      const lines = shop.logger.texts('warn');
      expect(lines.length).toBeLessThanOrEqual(20 + seconds);
      expect(lines[0]).toContain(`order "${bodies[0]?.['no_order'] ?? ''}"`);
      expect(lines[0]).toContain('It came from 127.0.0.1');
    });
  });
});
