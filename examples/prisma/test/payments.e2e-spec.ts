import {
  type LianlianEvent,
  LianlianEvents,
  LianlianService,
} from 'nestjs-lianlian';
import { inboxTableSql } from 'nestjs-lianlian/sql';
import { signNotification } from 'nestjs-lianlian/testing';
import { readFileSync } from 'node:fs';

import { PaymentsHandler } from './../src/payments/payments.handler';
import { PrismaService } from './../src/prisma/prisma.service';
import { type RefundJson, Shop } from './shop';

jest.setTimeout(30_000);

describe('Payments (e2e)', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  });

  afterAll(() => shop.close());

  it('shows a code, and then that the order is paid', async () => {
    const id = await shop.order();
    const page = () => shop.server().get(`/orders/${id}`).expect(200);
    expect((await page()).text).toContain('<svg');

    const { oid_paybill } = await shop.sandbox.pay(id, { requireAck: true });
    expect(await shop.kept(id)).toMatchObject({ paidBy: oid_paybill });
    expect((await page()).text).toContain(`Paid by ${oid_paybill}`);
  });

  it('handles an order once, however many copies come', async () => {
    const id = await shop.order('L');
    await shop.sandbox.pay(id, { requireAck: true });
    const { paidAt } = await shop.kept(id);

    await shop.sandbox.deliver(id, { how: 'twice' });
    const deliveries = shop.sandbox.deliveries(id);
    expect(deliveries.map(({ acknowledged }) => acknowledged)).toEqual([
      true,
      true,
      true,
    ]);
    expect((await shop.kept(id)).paidAt).toBe(paidAt);
  });

  it('reports a payer who paid in two tabs, and keeps the first payment', async () => {
    const id = await shop.order();
    const { oid_paybill } = await shop.sandbox.pay(id, { requireAck: true });
    const reports: LianlianEvent[] = [];
    const subscription = shop.app
      .get(LianlianEvents)
      .all$.subscribe((event) => void reports.push(event));

    // LianLian takes the second payment, too, and tells of it with a transaction of its own.
    const second = signNotification(
      {
        ...shop.sandbox.notification(id),
        sign: null,
        oid_paybill: '2026010100000002',
      },
      shop.sandbox.lianlianPrivateKey,
    );
    const response = await fetch(shop.notifyUrl, {
      method: 'POST',
      body: JSON.stringify(second),
    });
    subscription.unsubscribe();

    expect(response.status).toBe(409);
    expect(reports).toContainEqual(
      expect.objectContaining({ reason: 'paid-twice', no_order: id }),
    );
    expect((await shop.kept(id)).paidBy).toBe(oid_paybill);
  });

  it('rolls back what a handler wrote that fails, and handles the next copy', async () => {
    const id = await shop.order();
    const handler = new PaymentsHandler(shop.app.get(PrismaService));
    jest
      .spyOn(shop.app.get(PaymentsHandler), 'onPayment')
      .mockImplementationOnce(async (...given) => {
        await handler.onPayment(...given);
        throw new Error('The disk is full');
      });
    await shop.sandbox.pay(id);
    expect((await shop.kept(id)).paidBy).toBeNull();

    await shop.sandbox.deliver(id);
    shop.sandbox.expectDelivered(id);
    expect((await shop.kept(id)).paidBy).not.toBeNull();
  });

  it('hears of a payment whose notification was lost', async () => {
    const id = await shop.order();
    shop.sandbox.scenario({ fault: 'dropped', no_order: id });
    await shop.sandbox.pay(id);
    const prisma = shop.app.get(PrismaService);
    expect((await shop.kept(id)).paidBy).toBeNull();

    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * 60_000);
    await shop.app.get(LianlianService).sweeper.sweep();
    jest.restoreAllMocks();
    expect(await prisma.order.findUnique({ where: { id } })).toMatchObject({
      paidBy: shop.sandbox.transaction(id)?.oid_paybill,
    });
  });

  it('refunds no more than was paid, and hears how it ended', async () => {
    const id = await shop.order();
    await shop.sandbox.pay(id, { requireAck: true });
    const response = await shop.refund(id, '40.00').expect(201);
    await shop.sandbox.idle();

    const refunds = shop.app.get(PrismaService).refund;
    const where = { id: (response.body as RefundJson).id };
    expect(await refunds.findUnique({ where })).toMatchObject({
      state: 'succeeded',
    });
    await shop.refund(id, '9.96').expect(400);
    await shop.refund(id, '9.95').expect(201);
  });

  it('shows and refunds orders to nobody but the operator', async () => {
    const id = await shop.order();
    const { status } = await shop
      .server()
      .post(`/admin/orders/${id}/refunds`)
      .send({ amount: '1.00' });
    expect(status).toBe(401);
  });

  it('has the table of the inbox as this version of nestjs-lianlian wants it', () => {
    const migration = readFileSync(
      'prisma/migrations/20260101000000_init/migration.sql',
      'utf8',
    );
    for (const statement of inboxTableSql('postgres')) {
      expect(migration).toContain(statement);
    }
  });
});
