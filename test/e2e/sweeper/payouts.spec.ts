import {
  type LianlianEvent,
  LianlianService,
  MemoryInbox,
  type NotificationInbox,
  type PayoutNotification,
  type PayoutReference,
  wholeSeconds,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { post } from '../../support/http.js';
import {
  openPayoutShop,
  payout,
  type PayoutOffice,
  type PayoutShop,
  queriedAt,
  type Says,
  startQueries,
} from '../../support/payout-shop.js';
import { SHAPES, uniqueNumber } from '../../support/shop.js';
import type { Gateway } from '../calls/support/gateway.js';

describe.each(SHAPES)('the sweeper asks about unsettled payouts, of %s', (shape) => {
  const says: Says = { payout: 'unknown', payment: 'unknown' };
  let lianlian: Gateway;
  beforeAll(async () => {
    lianlian = await startQueries(says);
  });
  afterAll(() => lianlian.stop());

  const onPayout = vi.fn<(notification: PayoutNotification) => unknown>();
  const opened: PayoutShop[] = [];
  let rows: PayoutReference[];
  let no_order: string;
  let oid_paybill: string;
  const office: PayoutOffice = {
    expectedPayout: () => ({ money_order: '49.95' }),
    expectedPayment: () => null,
    onPayout,
    onPayment: vi.fn(),
    onOtherResult: vi.fn(),
    unsettledPayouts: () => rows,
  };
  const open = async (inbox: NotificationInbox = new MemoryInbox()): Promise<PayoutShop> => {
    const shop = await openPayoutShop({
      adapter: 'express',
      shape,
      office,
      module: {
        endpoints: queriedAt(lianlian),
        sweeper: { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 },
      },
      notifications: { inbox },
    });
    opened.push(shop);
    return shop;
  };
  beforeEach(() => {
    vi.resetAllMocks();
    lianlian.reset();
    no_order = uniqueNumber('payout-');
    oid_paybill = uniqueNumber('2026');
    rows = [{ no_order, dt_order: wholeSeconds(new Date(Date.now() - 60_000)) }];
    says.payout = 'unknown';
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ app }) => app.close()));
  });

  const sweep = (shop: PayoutShop): Promise<void> => shop.app.get(LianlianService).sweeper.sweep();
  const said = (result_pay: string, more: Record<string, string> = {}) => ({
    ...{ dt_order: '20261121120000', oid_paybill, money_order: '49.95', result_pay },
    ...more,
  });
  const told = (): string[] => onPayout.mock.calls.map(([{ result_pay }]) => result_pay);
  const queries = (): number => lianlian.requests.filter(({ path }) => path === '/payout').length;

  it.each([
    ['SUCCESS', 'paid', {}],
    ['FAILURE', 'failed', {}],
    ['CANCEL', 'returned', {}],
    ['CLOSED', 'closed', { oid_paybill: '' }],
  ])('and hands %s to onPayout once, in several processes', async (result, state, more) => {
    says.payout = said(result, more);
    const inbox = new MemoryInbox();
    const shops = [await open(inbox), await open(inbox)];
    const events: LianlianEvent[] = [];
    shops[0]?.app.get(LianlianService).events.all$.subscribe((event) => events.push(event));
    await Promise.all(shops.map(sweep));
    await Promise.all(shops.map(sweep));
    expect(told()).toEqual([result]);
    expect(onPayout.mock.calls[0]?.[0]).toMatchObject({ kind: 'payout', no_order, money_order: '49.95' });
    expect(onPayout.mock.calls[0]?.[0].oid_paybill).toBe(result === 'CLOSED' ? undefined : oid_paybill);
    expect(events.find(({ type }) => type === 'swept')).toMatchObject({ kind: 'payout', no_order, state });
  });

  it('and the notification that comes late after all is a copy', async () => {
    const shop = await open();
    says.payout = said('SUCCESS');
    await sweep(shop);
    const late = payout({ no_order, oid_paybill });
    expect((await post(shop.payoutNotifyUrl, late)).status).toBe(200);
    expect(told()).toEqual(['SUCCESS']);
    says.payout = said('CANCEL');
    expect(
      (await post(shop.payoutNotifyUrl, payout({ no_order, oid_paybill, result_pay: 'CANCEL' }))).status,
    ).toBe(200);
    expect(told()).toEqual(['SUCCESS', 'CANCEL']);
  });

  it('and a payout that was refused, sent again with its number and paid is told as failed, then as paid', async () => {
    const inbox = new MemoryInbox();
    const shop = await open(inbox);
    const refused = said('FAILURE', { oid_paybill: '' });
    says.payout = refused;
    await sweep(shop);
    says.payout = said('SUCCESS');
    expect((await post(shop.payoutNotifyUrl, payout({ no_order, oid_paybill }))).status).toBe(200);
    expect(told()).toEqual(['FAILURE', 'SUCCESS']);
    // What another process asked before that is no news, and undoes nothing.
    says.payout = refused;
    await sweep(await open(inbox));
    expect(told()).toEqual(['FAILURE', 'SUCCESS']);
  });

  it('and a send that is refused once more is told once more, by the time that the app lists', async () => {
    const inbox = new MemoryInbox();
    says.payout = said('FAILURE', { oid_paybill: '' });
    const sweepSentAt = async (appliedAt: string): Promise<void> => {
      rows = rows.map((row) => ({ ...row, appliedAt }));
      await sweep(await open(inbox));
    };
    await sweepSentAt('20261121120000');
    await sweepSentAt('20261121120000');
    expect(told()).toEqual(['FAILURE']);
    await sweepSentAt('20261121130000');
    expect(told()).toEqual(['FAILURE', 'FAILURE']);
  });

  it('and gives LianLian’s reason where one failed, as a notification does', async () => {
    const shop = await open();
    says.payout = said('FAILURE', { info_order: '运费', memo: '收款账户已销户' });
    await sweep(shop);
    expect(onPayout.mock.calls[0]?.[0]).toMatchObject({
      result_pay: 'FAILURE',
      info_order: '收款账户已销户',
    });
    expect(onPayout.mock.calls[0]?.[0]).not.toHaveProperty('memo');
  });

  describe('of which one failed before it had a transaction', () => {
    const notified = async ({ payoutNotifyUrl }: PayoutShop, result_pay: string): Promise<number> =>
      (await post(payoutNotifyUrl, payout({ no_order, oid_paybill, result_pay }))).status;

    it('and what becomes of it when it is sent again, under the same number, is handled, once', async () => {
      const shop = await open();
      says.payout = said('FAILURE', { oid_paybill: '' });
      await sweep(shop);
      expect(told()).toEqual(['FAILURE']);
      for (const result of ['SUCCESS', 'CANCEL']) {
        says.payout = said(result);
        for (let copy = 0; copy < 2; copy++) expect(await notified(shop, result)).toBe(200);
      }
      expect(told()).toEqual(['FAILURE', 'SUCCESS', 'CANCEL']);
      expect(await notified(shop, 'FAILURE')).toBe(409);
      expect(told()).toHaveLength(3);
    });

    it('and asks again about it after an hour, in case it was sent again', async () => {
      const shop = await open();
      says.payout = said('FAILURE', { oid_paybill: '' });
      for (let round = 0; round < 3; round++) await sweep(shop);
      const asked = queries();
      says.payout = said('SUCCESS');
      const now = performance.now();
      vi.spyOn(performance, 'now').mockReturnValue(now + 61 * 60_000);
      await sweep(shop);
      vi.restoreAllMocks();
      expect(asked).toBe(2);
      expect(told()).toEqual(['FAILURE', 'SUCCESS']);
    });

    it('and the success that comes while its failure is being handled comes again, and after it', async () => {
      const shop = await open();
      let finish = (): void => undefined;
      onPayout.mockImplementationOnce(() => new Promise<void>((resolve) => (finish = resolve)));
      says.payout = said('FAILURE', { oid_paybill: '' });
      const swept = sweep(shop);
      await vi.waitFor(() => {
        expect(told()).toEqual(['FAILURE']);
      });
      says.payout = said('SUCCESS');
      expect(await notified(shop, 'SUCCESS')).toBe(503);
      finish();
      await swept;
      expect(await notified(shop, 'SUCCESS')).toBe(200);
      expect(told()).toEqual(['FAILURE', 'SUCCESS']);
      expect(shop.logger.texts('error')).toEqual([]);
    });

    it('and such a failure takes nothing back of what was paid', async () => {
      const shop = await open();
      says.payout = said('SUCCESS');
      expect(await notified(shop, 'SUCCESS')).toBe(200);
      says.payout = said('FAILURE', { oid_paybill: '' });
      await sweep(shop);
      expect(told()).toEqual(['SUCCESS']);
      expect(shop.logger.texts('error')).toEqual([
        expect.stringContaining('LianLian said SUCCESS before, and says FAILURE now'),
      ]);
    });
  });

  it('and a person hears of the success of one that LianLian called closed', async () => {
    const shop = await open();
    says.payout = said('CLOSED', { oid_paybill: '' });
    await sweep(shop);
    says.payout = said('SUCCESS');
    expect((await post(shop.payoutNotifyUrl, payout({ no_order, oid_paybill }))).status).toBe(409);
    expect(told()).toEqual(['CLOSED']);
    expect(shop.logger.texts('error')).toEqual([
      expect.stringContaining('LianLian said CLOSED before, and says SUCCESS now'),
    ]);
  });

  it.each(['APPLY', 'WAITING', 'PROCESSING', 'something new'])(
    'and hands on nothing of one that is %s',
    async (result) => {
      const shop = await open();
      says.payout = said(result);
      await sweep(shop);
      expect(told()).toEqual([]);
      expect([
        ...shop.logger.texts('error'),
        ...shop.logger.texts('warn').filter((line) => line.includes(no_order)),
      ]).toEqual([]);
      says.payout = said('SUCCESS');
      await vi.waitFor(async () => {
        await sweep(shop);
        expect(told()).toEqual(['SUCCESS']);
      });
    },
  );

  it('and says once that a person has to decide about one that LianLian holds back', async () => {
    const shop = await open();
    says.payout = said('CHECK', { oid_paybill: '' });
    await vi.waitFor(async () => {
      await sweep(shop);
      expect(queries()).toBeGreaterThanOrEqual(3);
    });
    expect(told()).toEqual([]);
    const lines = shop.logger.texts('warn').filter((line) => line.includes('A person has to decide'));
    expect(lines).toEqual([expect.stringContaining(`Payout ${no_order} is held back`)]);
    expect(shop.logger.texts('error')).toEqual([]);
  });

  it.each([
    ['half an hour and more ago', 31, 'error', 'with the same no_order and every field unchanged'],
    ['at a time that the row does not name', undefined, 'warn', 'list it with appliedAt'],
    ['just now', 1, 'warn', undefined],
  ] as const)(
    'and says once, where that is final or cannot be told, that LianLian has none that was sent %s',
    async (_when, minutes, level, sentence) => {
      const shop = await open();
      const appliedAt = minutes === undefined ? undefined : new Date(Date.now() - minutes * 60_000);
      rows = rows.map((row) => ({ ...row, appliedAt }));
      await vi.waitFor(async () => {
        await sweep(shop);
        expect(queries()).toBeGreaterThanOrEqual(4);
      });
      expect(told()).toEqual([]);
      const lines = shop.logger.texts(level).filter((line) => line.includes(no_order));
      expect(lines).toEqual(sentence === undefined ? [] : [expect.stringContaining(sentence)]);
      // If somebody sends it again, it may be paid.
      says.payout = said('SUCCESS');
      await vi.waitFor(async () => {
        await sweep(shop);
        expect(told()).toEqual(['SUCCESS']);
      });
    },
  );

  it('and asks again about one whose hook failed', async () => {
    const shop = await open();
    says.payout = said('SUCCESS');
    onPayout.mockRejectedValueOnce(new Error('the database is away'));
    await sweep(shop);
    await vi.waitFor(async () => {
      await sweep(shop);
      expect(told()).toEqual(['SUCCESS', 'SUCCESS']);
    });
    await sweep(shop);
    expect(told()).toHaveLength(2);
  });

  it('and says which row it cannot ask about, and asks about the others', async () => {
    const shop = await open();
    says.payout = said('SUCCESS');
    const dt_order = wholeSeconds(new Date(0));
    rows = [
      { no_order: 'without-time', dt_order: 'yesterday' },
      { no_order: 'sent-sometime', dt_order, appliedAt: 'yesterday' },
      { no_order: 'sent-number', dt_order, appliedAt: 20261121120000 as never },
      ...rows,
    ];
    await sweep(shop);
    expect(told()).toEqual(['SUCCESS']);
    expect(shop.logger.texts('error')).toEqual([
      expect.stringContaining('Row 1 of unsettledPayouts (payout "without-time")'),
      expect.stringContaining('Row 2 of unsettledPayouts (payout "sent-sometime")'),
      expect.stringContaining('Row 3 of unsettledPayouts (payout "sent-number")'),
    ]);
  });

  it('and hands on nothing that names another transaction than the app knows', async () => {
    const shop = await open();
    const { expectedPayout } = office;
    office.expectedPayout = () => ({ money_order: '49.95', oid_paybill: '2099' });
    says.payout = said('SUCCESS');
    await sweep(shop);
    expect(told()).toEqual([]);
    expect(shop.logger.texts('error')).toEqual([
      expect.stringContaining("LianLian's transaction of this payout is 2099"),
    ]);
    office.expectedPayout = expectedPayout;
  });

  it.each([
    ['was paid: the bank may return it', 'SUCCESS', 'CANCEL', {}],
    ['failed: it may be sent again', 'FAILURE', 'SUCCESS', { oid_paybill: uniqueNumber('2027') }],
  ])('and waits an hour before it asks again about one that %s', async (_what, first, next, more) => {
    const shop = await open();
    says.payout = said(first);
    for (let round = 0; round < 3; round++) await sweep(shop);
    // One of the sweeper, and one that told the app's payout from a payment.
    expect(queries()).toBe(2);
    says.payout = said(next, more);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 61 * 60_000);
    await sweep(shop);
    vi.restoreAllMocks();
    expect(told()).toEqual([first, next]);
  });

  it('and asks at once about one that failed and was sent again, by the time that the app lists', async () => {
    const shop = await open();
    const sentAt = (appliedAt: string): void => {
      rows = rows.map((row) => ({ ...row, appliedAt }));
    };
    sentAt('20261121120000');
    says.payout = said('FAILURE');
    await sweep(shop);
    sentAt('20261121130000');
    says.payout = said('SUCCESS', { oid_paybill: uniqueNumber('2027') });
    await sweep(shop);
    expect(told()).toEqual(['FAILURE', 'SUCCESS']);
  });
});
