import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';

import { Controller, type INestApplication, Module, type Type } from '@nestjs/common';
import {
  type ExpectedPayment,
  formatLianlianTime,
  LianlianController,
  LianlianEvents,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotify,
  LianlianService,
  LianlianTransportError,
  MemoryInbox,
  type PaymentNotification,
  type PaymentReference,
  wholeSeconds,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { PaymentQuery } from '../../../lib/queries/payment-query.js';
import { startApp } from '../../support/adapters.js';
import { sleep } from '../../support/http.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const closing: (() => Promise<unknown>)[] = [];
/** Nobody answers here: every notification is lost. */
const NOWHERE = 'http://127.0.0.1:9/notify';

interface Shop {
  readonly app: INestApplication;
  readonly url: string;
  readonly lianlian: LianlianService;
  readonly payments: string[];
  readonly others: string[];
  readonly orders: Map<string, ExpectedPayment & { readonly dt_order: Date }>;
  /** Rows that its list gives before the orders, whatever they are; one that is thrown is thrown. */
  readonly broken: unknown[];
  /** What it lists instead of all that, where there is any. */
  readonly array: unknown[];
  readonly logger: RecordingLogger;
  /** Whether its list was read, or left. */
  readonly isListed: () => boolean;
}

/** A list that ends with an error. */
class Broken extends Error {}

async function startShop(
  sandbox: LianlianSandbox,
  options: Partial<LianlianModuleOptions> = {},
): Promise<Shop> {
  const payments: string[] = [];
  const others: string[] = [];
  const orders: Shop['orders'] = new Map();
  const broken: unknown[] = [];
  const array: unknown[] = [];
  const logger = new RecordingLogger();
  let isListed = false;

  @Controller('payments')
  class PaymentsController extends LianlianController() {
    override expectedPayment(no_order: string): ExpectedPayment | undefined {
      return orders.get(no_order);
    }

    override onPayment({ no_order, oid_paybill }: PaymentNotification): void {
      payments.push(`${no_order} by ${oid_paybill}`);
    }

    override onOtherResult({ no_order, result_pay }: PaymentNotification): void {
      others.push(`${no_order} ${result_pay}`);
    }

    override unsettledPayments(): AsyncIterable<PaymentReference> | Iterable<PaymentReference> {
      return array.length > 0 ? (array as PaymentReference[]) : this.listed();
    }

    private async *listed(): AsyncIterable<PaymentReference> {
      try {
        for (const row of broken) {
          if (row instanceof Broken) throw row;
          yield (await row) as PaymentReference;
        }
        for (const [no_order, { dt_order, money_order, product }] of orders) {
          await Promise.resolve();
          yield { product: product ?? 'aggregate', no_order, dt_order, money_order };
        }
      } finally {
        isListed = true;
      }
    }
  }

  const lianlianOptions = {
    ...sandbox.options,
    notifyUrl: NOWHERE,
    sweeper: { enabled: false, olderThanMs: 1, everyMs: 600_000, perSecond: 1000 },
    ...options,
  } as LianlianModuleOptions;
  @Module({ imports: [LianlianModule.forRoot(lianlianOptions)], controllers: [PaymentsController] })
  class ShopModule {}

  const { app, url } = await startApp(ShopModule as Type, 'express', { options: { logger } });
  closing.push(() => app.close());
  return {
    app,
    url,
    lianlian: app.get(LianlianService),
    payments,
    others,
    orders,
    broken,
    array,
    logger,
    isListed: () => isListed,
  };
}

async function order(
  shop: Shop,
  no_order: string,
  notify_url = NOWHERE,
  dt_order = wholeSeconds(new Date(Date.now() - 60_000)),
): Promise<void> {
  shop.orders.set(no_order, { money_order: '49.95', dt_order });
  await shop.lianlian.aggregateDirect.pay({
    no_order,
    dt_order,
    notify_url,
    user_id: 'u-1',
    busi_partner: '109001',
    name_goods: '羽毛球',
    money_order: '49.95',
    pay_type: 'I',
    risk_item: { frms_ware_category: '1009' },
  });
}

const queriesOf = (sandbox: LianlianSandbox): number =>
  sandbox.requests.filter(({ api }) => api === 'aggregate.query').length;

describe('the sweeper', () => {
  let sandbox: LianlianSandbox;
  beforeEach(async () => {
    sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
    closing.push(() => sandbox.stop());
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('hands a payment whose notification was lost to onPayment, once, and a late copy is acknowledged', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'lost-1', `${shop.url}/payments/notify-elsewhere`);
    const { oid_paybill } = await sandbox.pay('lost-1');
    expect(shop.payments).toEqual([]);

    await shop.lianlian.sweeper.sweep();
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toEqual([`lost-1 by ${oid_paybill}`]);

    const late = await fetch(`${shop.url}/payments/notify`, {
      method: 'POST',
      headers: { 'content-type': 'text/json;charset=utf-8' },
      body: JSON.stringify(sandbox.notification('lost-1')),
    });
    expect([late.status, await late.text()]).toEqual([200, '{"ret_code":"0000","ret_msg":"ok"}']);
    expect(shop.payments).toHaveLength(1);
  });

  it('hands a failed payment to onOtherResult', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'failed-1');
    await sandbox.fail('failed-1');
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toEqual([]);
    expect(shop.others).toEqual(['failed-1 FAILURE']);
  });

  it('hands nothing on while the payer has not decided, and does not ask again at once', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'waiting-1');
    await shop.lianlian.sweeper.sweep();
    await shop.lianlian.sweeper.sweep();
    expect([shop.payments, shop.others]).toEqual([[], []]);
    expect(queriesOf(sandbox)).toBe(1);
  });

  it('leaves a young payment alone', async () => {
    const shop = await startShop(sandbox, { sweeper: { enabled: false, olderThanMs: 3_600_000 } });
    await order(shop, 'young-1');
    await sandbox.pay('young-1');
    await shop.lianlian.sweeper.sweep();
    expect(queriesOf(sandbox)).toBe(0);
  });

  it('counts a young payment once, though two routes share the list', async () => {
    @Controller('payments')
    class TwoRoutes {
      @LianlianNotify('first')
      first(): void {
        expect.fail('nothing is paid here');
      }

      @LianlianNotify('second')
      second(): void {
        expect.fail('nothing is paid here');
      }

      expectedPayment(): ExpectedPayment {
        return { money_order: '49.95' };
      }

      unsettledPayments(): PaymentReference[] {
        return ['a', 'b'].map((no_order) => ({ product: 'aggregate', no_order, dt_order: new Date() }));
      }
    }
    const settings = { ...sandbox.options, sweeper: { enabled: false, olderThanMs: 3_600_000 } };
    @Module({ imports: [LianlianModule.forRoot(settings)], controllers: [TwoRoutes] })
    class TwoRoutesModule {}
    const { app } = await startApp(TwoRoutesModule, 'express');
    closing.push(() => app.close());
    const { sweeper } = app.get(LianlianService);
    for (let round = 0; round < 2; round++) {
      await sweeper.sweep();
      expect(sweeper.unsettled().payment).toMatchObject({ count: 2 });
    }
  });

  it('asks in each process for itself about one order, and two processes handle it once', async () => {
    const inbox = new MemoryInbox();
    const shops = [
      await startShop(sandbox, { notifications: { inbox } }),
      await startShop(sandbox, { notifications: { inbox } }),
    ] as const;
    await order(shops[0], 'shared-1');
    shops[1].orders.set(
      'shared-1',
      shops[0].orders.get('shared-1') ?? { money_order: '', dt_order: new Date(0) },
    );
    await sandbox.pay('shared-1');
    await Promise.all(shops.map(({ lianlian }) => lianlian.sweeper.sweep()));
    expect([...shops[0].payments, ...shops[1].payments]).toHaveLength(1);
    expect(queriesOf(sandbox)).toBe(2);
  });

  it('takes a query that fails for no result at all', async () => {
    const gateway: Server = createServer((_request, response) => response.writeHead(502).end());
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
    });
    const { port } = gateway.address() as AddressInfo;
    const shop = await startShop(sandbox, {
      endpoints: { 'aggregate.query': `http://127.0.0.1:${String(port)}/llwalletapi/orderquery.htm` },
    });
    await order(shop, 'unknown-1');
    await sandbox.pay('unknown-1');
    await shop.lianlian.sweeper.sweep();
    expect([shop.payments, shop.others]).toEqual([[], []]);
  });

  it.each<[what: string, row: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'order-1'],
    ['an order without a time', { product: 'aggregate', no_order: 'bad-1' }],
    ['an Invalid Date', { product: 'aggregate', no_order: 'bad-1', dt_order: new Date(Number.NaN) }],
    ['a number for dt_order', { product: 'aggregate', no_order: 'bad-1', dt_order: 20170801225714 }],
    ['no time', { product: 'aggregate', no_order: 'bad-1', dt_order: '20170801' }],
    ['the year 10000', { product: 'aggregate', no_order: 'bad-1', dt_order: new Date(253402300800000) }],
    ['half a surrogate pair', { product: 'aggregate', no_order: 'bad-1\ud800', dt_order: new Date(0) }],
    ['a number for no_order', { product: 'aggregate', no_order: 1, dt_order: new Date(0) }],
    ['no product', { no_order: 'bad-1', dt_order: new Date(0) }],
    [
      'a merchant that is none',
      { product: 'aggregate', no_order: 'bad-1', dt_order: new Date(0), oid_partner: 1 },
    ],
    [
      'a getter that throws',
      {
        get no_order(): string {
          throw new Error('the row was deleted');
        },
      },
    ],
  ])('sweeps the other orders beside a row that is %s, and says which row it is', async (_what, row) => {
    const shop = await startShop(sandbox);
    shop.broken.push(row);
    await order(shop, 'good-1');
    await sandbox.pay('good-1');
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toHaveLength(1);
    const lines = [...shop.logger.texts('error'), ...shop.logger.texts('warn')];
    expect(lines.filter((line) => /Row 1 of unsettledPayments|bad-1/.test(line))).toHaveLength(1);
  });

  it.each([
    ['a product that is misspelt', { product: 'agregate' }],
    ['a currency that is none', { currency_order: 'Dollar' }],
    ...[10, null, '', '10,00', ' 10.00', '10.001'].map((money_order): [string, object] => [
      `an amount that is ${JSON.stringify(money_order)}`,
      { money_order },
    ]),
  ])('calls a row unusable whose order has %s, and names the row and the order', async (_what, row) => {
    const shop = await startShop(sandbox);
    shop.broken.push({ product: 'aggregate', no_order: 'bad-1', dt_order: new Date(0), ...row });
    await order(shop, 'good-1');
    await sandbox.pay('good-1');
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toHaveLength(1);
    expect(shop.logger.texts('error')).toEqual([
      expect.stringMatching(/Row 1 of unsettledPayments.*"bad-1"/s),
    ]);
  });

  it.each<[what: string, row: Partial<PaymentReference>, changed: Partial<ExpectedPayment>]>([
    ['another amount, which it lists', { money_order: '39.95' }, { money_order: '39.95' }],
    ['another amount, which it does not list', {}, { money_order: '39.95' }],
    ['another currency, which it lists', { currency_order: 'USD' }, { currency_order: 'USD' }],
  ])('reports money that was paid where the app expects %s', async (_what, row, changed) => {
    const shop = await startShop(sandbox);
    const refused: unknown[] = [];
    shop.app.get(LianlianEvents).all$.subscribe((event) => {
      if (event.type === 'refused') refused.push(event.reason);
    });
    await order(shop, 'dear-1');
    await sandbox.pay('dear-1');
    const expected = shop.orders.get('dear-1');
    if (expected === undefined) throw new Error('no order');
    const { dt_order } = expected;
    shop.orders.set('dear-1', { ...expected, ...changed });
    shop.broken.push({ product: 'aggregate', no_order: 'dear-1', dt_order, ...row });
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toEqual([]);
    expect(shop.logger.texts('error')).toEqual([expect.stringMatching(/dear-1.*49\.95 yuan.*expects/s)]);
    expect(refused).toEqual(['money_order' in changed ? 'other-amount' : 'other-currency']);
  });

  it('asks about each transaction of an order that is listed', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'twice-1');
    const { oid_paybill } = await sandbox.pay('twice-1');
    const { dt_order } = shop.orders.get('twice-1') ?? {};
    for (const each of ['2026010100000001', oid_paybill, null])
      shop.broken.push({ product: 'aggregate', no_order: 'twice-1', dt_order, oid_paybill: each });
    await shop.lianlian.sweeper.sweep();
    const asked = sandbox.requests.filter(({ api }) => api === 'aggregate.query');
    // The last one is the order's own row, which names none.
    expect(asked.map(({ fields }) => fields['oid_paybill'])).toEqual([
      '2026010100000001',
      oid_paybill,
      undefined,
    ]);
    expect(shop.payments).toEqual([`twice-1 by ${oid_paybill}`]);
  });

  it('sweeps a row whose fields are getters, as entities of some ORMs have them', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'entity-1');
    await sandbox.pay('entity-1');
    const { dt_order } = shop.orders.get('entity-1') ?? { dt_order: new Date(0) };
    class Entity implements PaymentReference {
      readonly dataValues = { product: 'aggregate', no_order: 'entity-1', money_order: '49.95' } as const;
      get product(): 'aggregate' {
        return this.dataValues.product;
      }
      get no_order(): string {
        return this.dataValues.no_order;
      }
      get dt_order(): Date {
        return dt_order;
      }
      get money_order(): string {
        return this.dataValues.money_order;
      }
    }
    shop.broken.push(new Entity(), new Broken('only that one'));
    await expect(shop.lianlian.sweeper.sweep()).rejects.toThrow('only that one');
    expect(shop.payments).toHaveLength(1);
    expect(shop.logger.texts('error')).toEqual([]);
  });

  it('makes one round at a time, and remembers what each saw', async () => {
    const shop = await startShop(sandbox);
    const sent = wholeSeconds(new Date(Date.now() - 60_000));
    await order(shop, 'rounded-1', NOWHERE, sent);
    await sandbox.pay('rounded-1');
    // Its column rounds: LianLian has it with another time.
    shop.orders.set('rounded-1', { money_order: '49.95', dt_order: new Date(sent.getTime() + 1_000) });
    for (let open = 0; open < 9; open++)
      shop.orders.set(`open-${String(open)}`, { money_order: '49.95', dt_order: sent });
    const { sweeper } = shop.lianlian;
    const real = performance.now.bind(performance);
    let aheadMs = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + aheadMs);
    closing.push(async () => {
      clock.mockRestore();
    });
    for (let tick = 0; tick < 6; tick++) {
      const asked = queriesOf(sandbox);
      const round = sweeper.sweep();
      // A schedule fires again in the middle of the round, and twice.
      await vi.waitFor(() => {
        expect(queriesOf(sandbox)).toBeGreaterThan(asked + 2);
      });
      const next = sweeper.sweep();
      expect(sweeper.sweep()).toBe(next);
      await round;
      await next;
      expect(sweeper.unsettled().payment?.count).toBe(10);
      aheadMs += 61 * 60_000;
    }
    expect(shop.logger.texts('error')).toEqual([expect.stringContaining('Order rounded-1')]);
  });

  it('goes on to the other orders when a hook hangs for longer than maxHandlingMs, and says so', async () => {
    const shop = await startShop(sandbox, { notifications: { maxHandlingMs: 100 } });
    await order(shop, 'hangs-1');
    await order(shop, 'good-2');
    const { oid_paybill } = await sandbox.pay('good-2');
    await sandbox.pay('hangs-1');
    const hanging = shop.orders.get('hangs-1');
    if (hanging === undefined) throw new Error('no order');
    // What expectedPayment returns: a promise that is never kept.
    shop.orders.set('hangs-1', Object.assign(new Promise<never>(() => undefined), hanging));
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toEqual([`good-2 by ${oid_paybill}`]);
    expect(shop.logger.texts('error').filter((line) => line.includes('hangs-1'))).toHaveLength(1);
  });

  it('keeps its pauses through a list that throws midway, and rejects with what it threw', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'waiting-2');
    await shop.lianlian.sweeper.sweep();
    shop.broken.push(new Broken('the database is gone'));
    await expect(shop.lianlian.sweeper.sweep()).rejects.toThrow('the database is gone');
    shop.broken.length = 0;
    await shop.lianlian.sweeper.sweep();
    expect(queriesOf(sandbox)).toBe(1);
  });

  it('begins a round after one that failed, and each asker hears of its own', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'after-1');
    await sandbox.pay('after-1');
    shop.broken.push(new Broken('the database is gone'));
    const round = shop.lianlian.sweeper.sweep();
    const failed = expect(
      round.finally(() => {
        shop.broken.length = 0;
      }),
    ).rejects.toThrow('the database is gone');
    // It has begun.
    await Promise.resolve();
    await shop.lianlian.sweeper.sweep();
    await failed;
    expect(shop.payments).toHaveLength(1);
  });

  it('fails a round whose list hangs, and makes the next', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'behind-1');
    await sandbox.pay('behind-1');
    // The list waits for its first row: a promise that is never kept.
    shop.broken.push(new Promise<never>(() => undefined));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closing.push(async () => {
      vi.useRealTimers();
    });
    const round = shop.lianlian.sweeper.sweep();
    const failed = expect(round).rejects.toThrow('unsettledPayments has given no next row for 5 minutes');
    await vi.advanceTimersByTimeAsync(60_000);
    const next = shop.lianlian.sweeper.sweep();
    shop.broken.length = 0;
    await vi.advanceTimersByTimeAsync(240_000);
    vi.useRealTimers();
    await failed;
    await next;
    expect(shop.payments).toHaveLength(1);
  });

  it('goes on behind rows that are promises, and those of them that reject', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'promised-1');
    await sandbox.pay('promised-1');
    const dt_order = shop.orders.get('promised-1')?.dt_order;
    const failing = {
      get then(): never {
        throw new Error('not loaded');
      },
    };
    shop.array.push(
      Promise.reject(new Error('row failed')),
      failing,
      Promise.resolve({ product: 'aggregate', no_order: 'promised-1', dt_order }),
      sleep(50).then(() => Promise.reject(new Error('late row failed'))),
    );
    await shop.lianlian.sweeper.sweep();
    expect(shop.payments).toHaveLength(1);
    const lines = shop.logger.texts('error').filter((line) => line.includes('cannot be swept'));
    expect(lines.map((line) => /Row (\d)/.exec(line)?.[1])).toEqual(['1', '2', '4']);
  });

  it('leaves a list that hangs five seconds after the shutdown began, and says so', async () => {
    const shop = await startShop(sandbox);
    shop.broken.push(new Promise<never>(() => undefined));
    void shop.lianlian.sweeper.sweep();
    await sleep(20);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closing.push(async () => {
      vi.useRealTimers();
    });
    const closed = shop.app.close();
    await vi.advanceTimersByTimeAsync(4_900);
    const before = shop.logger.texts('warn').filter((line) => line.includes('shutdown'));
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    await closed;
    expect(before).toEqual([]);
    expect(shop.logger.texts('warn').filter((line) => line.includes('shutdown'))).toEqual([
      expect.stringContaining('unsettledPayments had given no next row 5 seconds after the shutdown began'),
    ]);
  });

  it('ends a list that it leaves, at the shutdown of the app', async () => {
    const shop = await startShop(sandbox, {
      sweeper: { enabled: false, olderThanMs: 1, everyMs: 600_000, perSecond: 1 },
    });
    for (const no_order of ['left-1', 'left-2', 'left-3']) await order(shop, no_order);
    const round = shop.lianlian.sweeper.sweep();
    await vi.waitFor(() => {
      expect(queriesOf(sandbox)).toBe(1);
    });
    expect(shop.isListed()).toBe(false);
    await shop.app.close();
    await round;
    expect(shop.isListed()).toBe(true);
    expect(queriesOf(sandbox)).toBe(1);
  });

  it('does not ask again about an order that failed or is paid, while the app still lists it', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'failed-2');
    await order(shop, 'paid-2');
    await sandbox.fail('failed-2');
    await sandbox.pay('paid-2');
    for (let round = 0; round < 3; round++) await shop.lianlian.sweeper.sweep();
    expect(queriesOf(sandbox)).toBe(2);
    expect([shop.others, shop.payments.length]).toEqual([['failed-2 FAILURE'], 1]);
  });

  it('warns once, with the likely reasons, of an order that LianLian keeps knowing nothing of', async () => {
    const shop = await startShop(sandbox, {
      sweeper: { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 },
    });
    shop.orders.set('never-1', { money_order: '49.95', dt_order: new Date(Date.now() - 60_000) });
    await expect
      .poll(
        async () => {
          await shop.lianlian.sweeper.sweep();
          return queriesOf(sandbox);
        },
        { timeout: 10_000, interval: 5 },
      )
      // Two looks of two questions each, after three and after six that LianLian knew nothing of.
      .toBeGreaterThan(10);
    const warnings = shop.logger.texts('warn').filter((line) => line.includes('never-1'));
    expect(warnings).toEqual([expect.stringContaining('knows no payment of order never-1')]);
    expect(warnings[0]).toContain('dt_order must be the very one');
  });

  /** What a column that rounds makes of an order's time, or one that is read in another zone, or keeps days. */
  const COLUMNS: readonly [what: string, keep: (sent: Date) => Date, why: RegExp][] = [
    ['rounds up', (sent) => new Date(sent.getTime() + 1_000), /rounds milliseconds up/],
    ['is read in another zone', (sent) => new Date(sent.getTime() - 8 * 3_600_000), /in one zone and read/],
    // Not to a whole minute, which would look like a column that keeps no seconds.
    [
      'makes it anew',
      (sent) => new Date(sent.getTime() + (sent.getUTCSeconds() === 53 ? 8_000 : 7_000)),
      /made anew/,
    ],
  ];

  describe.each(['aggregate', 'easypay'] as const)('of a payment by %s', (product) => {
    it.each(COLUMNS.filter(([what]) => product === 'aggregate' || what !== 'makes it anew'))(
      'says, once and as an error, that LianLian knows the order by another time where the column %s, and settles nothing',
      async (_what, keep, why) => {
        const shop = await startShop(sandbox, {
          sweeper: { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 },
        });
        const told: unknown[] = [];
        shop.app.get(LianlianEvents).all$.subscribe((event) => {
          if (event.type === 'swept' && event.otherTime !== undefined) told.push(event);
        });
        const sent = wholeSeconds(new Date(Date.now() - 10 * 3_600_000));
        const kept = keep(sent);
        await order(shop, 'rounded-1', NOWHERE, sent);
        await sandbox.pay('rounded-1');
        shop.orders.set('rounded-1', { money_order: '49.95', product, dt_order: kept });
        const times = (): string[] =>
          sandbox.requests
            .filter(({ api }) => api === `${product}.query`)
            .map(({ fields }) => fields['dt_order'] ?? '');
        const asked = (): number => times().filter((time) => time === formatLianlianTime(kept)).length;
        await expect
          .poll(async () => shop.lianlian.sweeper.sweep().then(asked), { timeout: 10_000, interval: 5 })
          .toBeGreaterThan(7);

        const lines = shop.logger.texts('error').filter((line) => line.includes('rounded-1'));
        expect(lines).toEqual([expect.stringMatching(why)]);
        expect(lines[0]).toContain(
          `does not know it with dt_order ${formatLianlianTime(kept)}, but with dt_order ${formatLianlianTime(sent)} (result_pay SUCCESS, 49.95 yuan)`,
        );
        expect(told).toEqual([
          expect.objectContaining({
            ...{ kind: 'payment', no_order: 'rounded-1', state: 'not-found' },
            otherTime: formatLianlianTime(sent),
          }),
        ]);
        expect(shop.app.get(LianlianEvents).counts()['swept.other-time']).toBe(1);
        expect([shop.payments, shop.others]).toEqual([[], []]);
        // It looks once, however often the order is not found.
        expect(times().length - asked()).toBeLessThanOrEqual(4);

        // The row is corrected, as the line says: the next round settles it.
        shop.orders.set('rounded-1', { money_order: '49.95', product, dt_order: sent });
        await shop.lianlian.sweeper.sweep();
        expect(shop.payments).toHaveLength(1);
      },
    );
  });

  it('takes an order of the number on another day for another one', async () => {
    const shop = await startShop(sandbox, {
      sweeper: { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 },
    });
    const sent = wholeSeconds(new Date(Date.now() - 10 * 60_000));
    await order(shop, 'again-1', NOWHERE, sent);
    await sandbox.pay('again-1');
    shop.orders.set('again-1', { money_order: '49.95', dt_order: new Date(sent.getTime() - 86_400_000) });
    await expect
      .poll(async () => shop.lianlian.sweeper.sweep().then(() => queriesOf(sandbox)), {
        ...{ timeout: 10_000, interval: 5 },
      })
      .toBeGreaterThan(6);
    expect(shop.logger.texts('error')).toEqual([]);
    expect(shop.logger.texts('warn').filter((line) => line.includes('again-1'))).toEqual([
      expect.stringContaining('knows no payment of order again-1'),
    ]);
  });

  it('looks again where the look failed, and says nothing of the order by it', async () => {
    const shop = await startShop(sandbox, {
      sweeper: { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 },
    });
    const sent = wholeSeconds(new Date(Date.now() - 10 * 60_000));
    await order(shop, 'broken-1', NOWHERE, sent);
    shop.orders.set('broken-1', { money_order: '49.95', dt_order: new Date(sent.getTime() + 1_000) });
    const query = shop.app.get(PaymentQuery);
    const respond = query.respond.bind(query);
    let question = 0;
    // The fourth question is the first of a look, after three that LianLian knew nothing of.
    vi.spyOn(query, 'respond').mockImplementation((order) => {
      question++;
      const broken = new LianlianTransportError('The connection broke.', { outcome: 'unknown' });
      return question === 4 ? Promise.reject(broken) : respond(order);
    });
    const told = (): string[] => shop.logger.texts('error').filter((line) => line.includes('broken-1'));
    await expect
      .poll(async () => shop.lianlian.sweeper.sweep().then(() => told().length), {
        ...{ timeout: 10_000, interval: 5 },
      })
      .toBe(1);
    // Three and the look that broke, one more and the look that did not.
    expect(question).toBe(6);
    expect(shop.logger.texts('warn').filter((line) => line.includes('knows no payment'))).toEqual([]);
  });

  it('is waited for at shutdown, when a schedule of the app began the round', async () => {
    const shop = await startShop(sandbox);
    await order(shop, 'scheduled-1');
    await sandbox.pay('scheduled-1');
    const round = shop.lianlian.sweeper.sweep();
    await shop.app.close();
    const atEnd = [...shop.payments];
    await round;
    expect(shop.payments).toEqual(atEnd);
  });

  it('runs by itself, and ends with the app', async () => {
    const shop = await startShop(sandbox, { sweeper: { everyMs: 50, olderThanMs: 1 } });
    await order(shop, 'alone-1');
    await sandbox.pay('alone-1');
    await expect.poll(() => shop.payments.length, { timeout: 5_000 }).toBe(1);
    await shop.app.close();
    const asked = queriesOf(sandbox);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(queriesOf(sandbox)).toBe(asked);
  });
});

describe('confirmation by query', () => {
  let sandbox: LianlianSandbox;
  beforeEach(async () => {
    sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
    closing.push(() => sandbox.stop());
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const notify = async (shop: Shop, fields: Readonly<Record<string, string>>): Promise<number> => {
    const response = await fetch(`${shop.url}/payments/notify`, {
      method: 'POST',
      body: JSON.stringify(fields),
    });
    return response.status;
  };

  it('lets a payment through that the query confirms', async () => {
    const shop = await startShop(sandbox, { notifications: { confirmByQuery: true } });
    await order(shop, 'confirmed-1', `${shop.url}/payments/notify`);
    await sandbox.pay('confirmed-1');
    expect(shop.payments).toHaveLength(1);
    expect(queriesOf(sandbox)).toBe(1);
  });

  it('asks nothing for a merchant that is not listed', async () => {
    const shop = await startShop(sandbox, { notifications: { confirmByQuery: [] } });
    await order(shop, 'unlisted-1', `${shop.url}/payments/notify`);
    await sandbox.pay('unlisted-1');
    expect(shop.payments).toHaveLength(1);
    expect(queriesOf(sandbox)).toBe(0);
  });

  it.each([true, false])(
    'settles a payment whose transaction was handled as an authorization before, by its copy with pay_type or by a sweep, confirmed: %s',
    async (confirmByQuery) => {
      for (const way of ['notification', 'sweep']) {
        const shop = await startShop(sandbox, { notifications: { confirmByQuery } });
        const no_order = `corrected-${way}`;
        await order(shop, no_order);
        await sandbox.pay(no_order);
        const known = shop.orders.get(no_order);
        if (known === undefined) throw new Error('no order');
        shop.orders.set(no_order, { ...known, authorization: true });
        const {
          sign: _sign,
          sign_type: _signType,
          pay_type: _payType,
          ...fields
        } = sandbox.notification(no_order);
        const { signNotification } = await import('nestjs-lianlian/testing');
        expect(await notify(shop, signNotification(fields, sandbox.lianlianPrivateKey))).toBe(200);
        expect([shop.payments, shop.others]).toEqual([[], [`${no_order} SUCCESS`]]);
        // The app is corrected.
        shop.orders.set(no_order, { ...known, authorization: false });
        if (way === 'sweep') await shop.lianlian.sweeper.sweep();
        else expect(await notify(shop, sandbox.notification(no_order))).toBe(200);
        expect(shop.payments).toEqual([`${no_order} by ${String(fields['oid_paybill'])}`]);
        await shop.app.close();
      }
    },
  );

  it('refuses a genuine notification of another transaction with a 409', async () => {
    const shop = await startShop(sandbox, { notifications: { confirmByQuery: true } });
    await order(shop, 'other-1');
    await sandbox.pay('other-1');
    const { signNotification } = await import('nestjs-lianlian/testing');
    const { sign: _sign, sign_type: _signType, ...fields } = sandbox.notification('other-1');
    const forged = signNotification(
      { ...fields, oid_paybill: '2026112199999999' },
      sandbox.lianlianPrivateKey,
    );
    expect(await notify(shop, forged)).toBe(409);
    expect(shop.payments).toEqual([]);
  });

  it('answers 503 where LianLian cannot be asked, and the next copy is handled', async () => {
    const shop = await startShop(sandbox, {
      notifications: { confirmByQuery: true },
      endpoints: { 'aggregate.query': 'http://127.0.0.1:9/llwalletapi/orderquery.htm' },
      http: { timeoutMs: 1_000 },
    });
    await order(shop, 'later-1');
    await sandbox.pay('later-1');
    expect(await notify(shop, sandbox.notification('later-1'))).toBe(503);
    expect(shop.payments).toEqual([]);
  });
});
