import { signNotification } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { GAMES, GOODS, Shop } from './shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
}, 60_000);
afterAll(() => shop.close());

describe.each([
  ['goods', GOODS],
  ['games', GAMES],
] as const)('an order of %s', (name, oid_partner) => {
  it('is paid, and delivered once by the worker, however many copies come', async () => {
    const id = await shop.order(name);
    const { oid_paybill } = await shop.sandbox.pay(id, { requireAck: true });
    await vi.waitFor(async () => expect((await shop.kept(id)).paidBy).toBe(oid_paybill), 10_000);

    await shop.sandbox.deliver(id, { how: 'twice' });
    shop.sandbox.expectDelivered(id);
    const counts = { event: 'queued', kind: 'payment' };
    expect(await shop.web.metric('lianlian_notification_events_total', counts)).toBeGreaterThan(0);
    expect(await shop.deliveries(id)).toEqual(['worker']);
    expect((await shop.kept(id)).oidPartner).toBe(oid_partner);
  });
});

describe('an order of one merchant', () => {
  it('is not settled by a payment to the other, which LianLian signs with the same key', async () => {
    const id = await shop.order('games');
    const message = signNotification(
      {
        oid_partner: GOODS,
        no_order: id,
        dt_order: '20260101120000',
        oid_paybill: '2026010100000001',
        money_order: '6.00',
        result_pay: 'SUCCESS',
      },
      shop.sandbox.lianlianPrivateKey,
    );
    const response = await fetch(`${shop.web.url}/payments/notify`, {
      method: 'POST',
      body: JSON.stringify(message),
    });
    expect(response.status).toBe(409);
    expect(await shop.kept(id)).toMatchObject({ oidPartner: GAMES, paidBy: null });
    const refused = { event: 'refused', reason: 'other-merchant' };
    expect(await shop.web.metric('lianlian_notification_events_total', refused)).toBe(1);
  });
});

describe('what operators see of a paid order', () => {
  let id: string;
  beforeAll(async () => {
    id = await shop.order('goods');
    await shop.sandbox.pay(id, { requireAck: true });
    await vi.waitFor(async () => expect(await shop.deliveries(id)).toEqual(['worker']), 10_000);
  });

  it('log lines of both processes are JSON, with the number of the order as a field of its own', async () => {
    expect(shop.web.log).toContainEqual(
      expect.objectContaining({ name: 'web', no_order: id, oid_partner: GOODS, msg: 'Ordered' }),
    );
    expect(shop.worker.log).toContainEqual(
      expect.objectContaining({ name: 'worker', no_order: id, msg: 'The order is on its way' }),
    );
  });

  it('the worker counts it, and the web server does not', async () => {
    const handled = ['lianlian_notification_events_total', { event: 'handled', kind: 'payment' }] as const;
    expect(await shop.worker.metric(...handled)).toBe(3);
    expect(await shop.web.metric(...handled)).toBe(0);
  });

  it('one trace leads from the web server to the worker', async () => {
    await vi.waitFor(() => {
      const sent = shop.traces.spans
        .filter(({ name }) => name === 'send payment')
        .map(({ traceId }) => traceId);
      const processed = shop.traces.spans.filter(({ service }) => service === 'shop-worker');
      expect(sent).toEqual(expect.arrayContaining(processed.map(({ traceId }) => traceId)));
      expect(processed.map(({ name }) => name)).toContain('process payment');
    }, 10_000);
  });

  it('both are ready, and alive', async () => {
    for (const { url } of [shop.web, shop.worker]) {
      expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'ok' });
      const ready = await (await fetch(`${url}/health/ready`)).json();
      expect(ready).toMatchObject({ status: 'ok', details: { lianlian: { status: 'up' } } });
    }
  });
});

describe('when it is told to end', () => {
  it('the worker is through with its payment first', async () => {
    const id = await shop.order('goods');
    await shop.sql.query('BEGIN');
    await shop.sql.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [id]); // the handler waits for this row
    await shop.sandbox.pay(id, { requireAck: true });
    const inHand = ['lianlian_notifications_in_progress', { kind: 'payment' }] as const;
    await vi.waitFor(async () => expect(await shop.worker.metric(...inHand)).toBe(1), 10_000);

    const ended = shop.worker.stop();
    await vi.waitFor(() => expect(shop.worker.said(/^Takes nothing new/)).toBe(true), 10_000);
    await shop.sql.query('COMMIT');
    expect(await ended).toBe(0);
    expect(await shop.deliveries(id)).toEqual(['worker']);
  });

  it('the web server ends, and neither has written a line of a key', async () => {
    const secrets = await shop.secrets();
    expect(secrets).not.toEqual([]);
    expect(await shop.web.stop()).toBe(0);
    const written = [...shop.web.lines, ...shop.worker.lines].join('\n');
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});
