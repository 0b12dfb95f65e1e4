import {
  type AppOrder,
  LianlianReportError,
  type ReportDifference,
  type ReportRow,
  ReportService,
} from 'nestjs-lianlian';
import type { SandboxReport, SandboxReportDifferenceKind } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { all } from '../../../unit/reports/samples.js';
import { ControlClient } from '../support/control-client.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';
import { applied } from '../support/payer.js';
import { DAY, FIRST, SECOND, TradingDay } from '../support/trading-day.js';

const reports = new ReportService();
const DAY_MS = 24 * 60 * 60_000;

async function rowsOf(report: Pick<SandboxReport, 'bytes'>): Promise<ReportRow[]> {
  return all(reports.read(report.bytes));
}

describe('the report of a trading day', () => {
  let day: TradingDay;
  const report = (options: Parameters<TradingDay['sandbox']['report']>[1] = {}): SandboxReport =>
    day.sandbox.report(DAY, { oid_partner: FIRST, ...options });
  const differencesOf = async (of: SandboxReport): Promise<ReportDifference[]> => {
    const reconciliation = reports.reconcile(
      reports.read(of.bytes, { onBadLine: () => undefined }),
      day.books.orders,
      {
        refunds: day.books.refunds,
      },
    );
    return all(reconciliation);
  };

  beforeAll(async () => {
    day = await TradingDay.open();
    await day.trade();
  });
  afterAll(() => day.close());

  it('agrees with the shop’s books, currency by currency', async () => {
    const clean = report();
    expect(clean.fileName).toBe(`JYMX_${FIRST}_${DAY}.txt`);
    expect(reports.parseFileName(clean.fileName)).toEqual({ kind: 'daily', oid_partner: FIRST, date: DAY });
    expect([clean.planted, clean.notPlanted]).toEqual([[], []]);
    const reconciliation = reports.reconcile(reports.read(clean.bytes), day.books.orders, {
      refunds: day.books.refunds,
    });
    expect(await all(reconciliation)).toEqual([]);
    const { matched, unpaid, unreadLines, sums } = await reconciliation.totals();
    expect([matched, unpaid, unreadLines]).toEqual([14, 5, 0]);
    expect(sums).toEqual([
      expect.objectContaining({
        ...{ currency_order: 'CNY', payments: 8, paymentFen: 67978n, refunds: 4, refundFen: -14995n },
        ...{ feeFen: 0n, netFen: 52983n, payouts: 0 },
      }),
      expect.objectContaining({
        ...{ currency_order: 'USD', payments: 1, paymentFen: 2990n, refunds: 1, refundFen: -990n },
      }),
    ]);
    expect(clean.days).toEqual([
      {
        ...{ settle_date: DAY, currency_order: 'CNY', payments: 8, paymentAmount: '679.78' },
        ...{ refunds: 4, refundAmount: '-149.95', payouts: 0, payoutAmount: '0.00' },
      },
      {
        ...{ settle_date: DAY, currency_order: 'USD', payments: 1, paymentAmount: '29.90' },
        ...{ refunds: 1, refundAmount: '-9.90', payouts: 0, payoutAmount: '0.00' },
      },
    ]);
  });

  it('is written as the documents say: a header, unpadded amounts, the order’s number on a refund', async () => {
    const [header, ...lines] = report().text.trimEnd().split('\n');
    expect(header).toBe(
      'no_order | oid_partner | dt_order | busi_partner | oid_paybill | settle_date | currency_order | money_order | ' +
        'currency_pay | money_pay | currency_settle | money_settle | exchange_rate | transaction_status | dt_update | ' +
        'transaction_fee | pay_product | pay_type | info_order',
    );
    const cells = (start: string): string[] | undefined =>
      lines.find((line) => line.startsWith(start))?.split(' | ');
    const { oid_paybill = '' } = day.books.orders.find(({ no_order }) => no_order === 'redirect') ?? {};
    expect(cells('redirect |')).toEqual([
      ...['redirect', FIRST, expect.stringMatching(/^20260310 12:\d\d:\d\d$/), '109001', oid_paybill, DAY],
      ...['CNY', '100', 'CNY', '100', 'CNY', '100', '', '0', expect.stringMatching(/^20260310 12:/)],
      ...['0', 'WEB支付网关', '储蓄卡网银支付', ''],
    ]);
    expect(cells('dollars |')?.slice(6, 13)).toEqual([
      'USD',
      '29.9',
      'CNY',
      '212.29',
      'USD',
      '29.9',
      '7.1000',
    ]);
    const refund = day.books.refunds.find(({ no_order }) => no_order === 'dollars');
    expect(cells(`${refund?.no_refund ?? ''} |`)?.slice(4, 14)).toEqual([
      ...['dollars', DAY, 'USD', '-9.9', 'CNY', '-70.29', 'USD', '-9.9', '7.1000', '5'],
    ]);
    const rows = await rowsOf(report());
    const named = (no: string): ReportRow | undefined => rows.find((row) => row.no_order === no);
    expect(named('easypay')).toMatchObject({
      ...{ product: 'api', method: 'express-debit', info_order: '红色 | 两件, 请尽快' },
    });
    expect(named('h5')).toMatchObject({ product: 'wap' });
    expect(named('captured')).toMatchObject({ money_order: '250' });
  });

  it('is refused in the edition for yuan alone, where it has dollars', async () => {
    expect(() => report({ edition: 'comma' })).toThrow(
      'the edition comma has no column for a currency, and dollars is in USD: ask for the edition pipe',
    );
    const other = day.sandbox.report(DAY, { oid_partner: SECOND, edition: 'comma' });
    expect(other.text).toMatch(
      new RegExp(
        `^direct,${SECOND},20260310 12:\\d\\d:\\d\\d,109001,\\d{16},${DAY},7,0,0,.*,0,API渠道,微信支付,\n$`,
      ),
    );
  });

  it('has a summary that LianLian’s own reader reads, and that fits the rows', async () => {
    const { summary, text } = report();
    expect(summary?.fileName).toBe(`JYMXSUM_${FIRST}_${DAY}.txt`);
    // 679.78 and 212.29 for the dollars; 149.95 and 70.29.
    expect(summary?.text).toBe('14|9|892.07|5|-220.24|0|\n');
    const read = await reports.readSummary(summary?.bytes ?? Buffer.of());
    expect(read).toMatchObject({ totalCount: 14, successCount: 9, refundCount: 5, cancelCount: 0 });
    expect(text.trimEnd().split('\n')).toHaveLength(1 + 14);
  });

  it('keeps the merchants apart, and has to know which one is meant', async () => {
    expect(() => day.sandbox.report(DAY)).toThrow(`name one of ${FIRST}, ${SECOND}`);
    const rows = await rowsOf(day.sandbox.report(DAY, { oid_partner: SECOND }));
    expect(rows.map(({ no_order, money_order }) => [no_order, money_order])).toEqual([['direct', '7']]);
  });

  it('differs in exactly what was planted, and each is found as what it is', async () => {
    const wrong = report({ differences: true });
    expect(wrong.notPlanted).toEqual([]);
    const found = await differencesOf(wrong);
    const told = found.map((difference) => {
      if (difference.type === 'unclear')
        return [difference.type, difference.row.no_order, difference.row.line];
      const { number } = 'expected' in difference ? difference.expected : difference.reported;
      return [difference.type, number, 'reported' in difference ? difference.reported.line : undefined];
    });
    const planted = wrong.planted
      .filter((each) => each.found !== 'summary')
      .map((each) => [each.found, each.number, each.line]);
    expect(told.toSorted(byText)).toEqual(planted.toSorted(byText));
    expect(new Set(found.map(({ type }) => type))).toEqual(
      new Set([
        ...['missing-in-report', 'missing-in-app', 'amount-different', 'status-different'],
        ...['transaction-different', 'duplicate-in-report', 'unclear'],
      ]),
    );
    const { successCount } = await reports.readSummary(wrong.summary?.bytes ?? Buffer.of());
    expect(successCount).toBe(wrong.days.reduce((sum, { payments }) => sum + payments, 0) + 1);
  });

  const KINDS: readonly (readonly [SandboxReportDifferenceKind, ReportDifference['type']])[] = [
    ['unknown-payment', 'missing-in-app'],
    ['missing-payment', 'missing-in-report'],
    ['payment-amount', 'amount-different'],
    ['payment-currency', 'amount-different'],
    ['payment-twice', 'duplicate-in-report'],
    ['payment-transaction', 'transaction-different'],
    ['payment-not-made', 'status-different'],
    ['unknown-refund', 'missing-in-app'],
    ['missing-refund', 'missing-in-report'],
    ['refund-amount', 'amount-different'],
    ['refund-currency', 'amount-different'],
    ['refund-twice', 'duplicate-in-report'],
    ['refund-of-other-order', 'transaction-different'],
    ['refund-not-made', 'status-different'],
    ['unclear-row', 'unclear'],
  ];
  it.each(KINDS)('can have %s alone, found as %s', async (kind, type) => {
    const wrong = report({ differences: [kind] });
    expect(wrong.planted).toEqual([expect.objectContaining({ kind, found: type })]);
    expect((await differencesOf(wrong)).map((each) => each.type)).toEqual([type]);
    // The summary is that of the rows.
    const counted = wrong.days.reduce((sum, { payments }) => sum + payments, 0);
    expect((await reports.readSummary(wrong.summary?.bytes ?? Buffer.of())).successCount).toBe(counted);
  });

  it('can have a line that cannot be read, which all differences leave out', async () => {
    const wrong = report({ differences: ['unreadable-line'] });
    const [{ line } = {}] = wrong.planted;
    await expect(rowsOf(wrong)).rejects.toThrow(LianlianReportError);
    await expect(rowsOf(wrong)).rejects.toMatchObject({ line, column: 'money_order' });
    const reconciliation = reports.reconcile(
      reports.read(wrong.bytes, { onBadLine: () => undefined }),
      day.books.orders,
      { refunds: day.books.refunds },
    );
    expect(await reconciliation.totals()).toMatchObject({ matched: 14, unreadLines: 1 });
    expect(report({ differences: true }).planted.map(({ kind }) => kind)).not.toContain('unreadable-line');
  });

  it('says which differences the rows do not allow, and why', () => {
    const { planted, notPlanted } = day.sandbox.report(DAY, { oid_partner: SECOND, differences: true });
    expect(planted.map(({ kind }) => kind)).toEqual([
      ...['unknown-payment', 'missing-payment', 'unknown-refund', 'unclear-row', 'wrong-summary'],
    ]);
    const why = Object.fromEntries(notPlanted.map((each) => [each.kind, each.why.en]));
    expect(why).toMatchObject({
      'payment-amount': 'the report has 1 payment, and each difference takes one of its own',
      'payment-not-made': 'there is no order of that time that was not paid',
      'refund-amount': 'the report has no refund',
      'refund-not-made': 'there is no refund of that time that failed or is under way',
    });
    expect(planted.length + notPlanted.length).toBe(16);
  });

  it('comes over HTTP, under LianLian’s name, with the same differences', async () => {
    const control = new ControlClient(day.sandbox);
    const response = await control.send('GET', `reports/${DAY}?oid_partner=${FIRST}`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="JYMX_${FIRST}_${DAY}.txt"`,
    );
    expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8');
    expect(await response.text()).toBe(report().text);
    const two = 'missing-payment,refund-amount' as const;
    const wrong = report({ differences: ['missing-payment', 'refund-amount'] });
    const asked = `${DAY}?oid_partner=${FIRST}&differences=${two}`;
    expect(await (await control.send('GET', `reports/${asked}`)).text()).toBe(wrong.text);
    const { planted, kinds } = await control.get<{ planted: unknown; kinds: { kind: string }[] }>(
      `reports/${DAY}/contents?oid_partner=${FIRST}&differences=${two}`,
    );
    expect(planted).toEqual(wrong.planted);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...KINDS.map(([kind]) => kind),
      ...['wrong-summary', 'unreadable-line'],
    ]);
    const summary = await control.send('GET', `reports/${DAY}/summary?oid_partner=${FIRST}`);
    expect(summary.headers.get('content-disposition')).toContain(`JYMXSUM_${FIRST}_${DAY}.txt`);
    expect(await summary.text()).toBe(report().summary?.text);
  });

  it.each([
    [`${DAY}?oid_partner=${FIRST}&differences=missing-paymnet`, 400, 'did you mean missing-payment?'],
    [`${DAY}?oid_partner=${FIRST}&difference=all`, 400, 'difference is no parameter here'],
    [`${DAY}?oid_partner=${FIRST}&edition=tabs`, 400, 'edition must be one of pipe, comma'],
    [`${DAY}?oid_partner=201304121000009999`, 404, 'the sandbox has no merchant 201304121000009999'],
    [DAY, 409, 'the sandbox has several merchants'],
    [`20260311?oid_partner=${FIRST}`, 400, '20260311 has not begun: by the sandbox’s clock it is 20260310'],
    [`20260230?oid_partner=${FIRST}`, 400, 'date must be a real day'],
    [`today?oid_partner=${FIRST}`, 400, 'date must be a real day'],
    [`202603/summary?oid_partner=${FIRST}`, 404, 'LianLian writes no summary of a month'],
  ])('answers %s with %i and says what to do', async (path, status, said) => {
    const response = await new ControlClient(day.sandbox).send('GET', `reports/${path}`);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: string }).error).toContain(said);
  });

  it('tells a misspelt option', () => {
    expect(() => report({ diferences: true } as object)).toThrow('did you mean differences?');
    expect(() => report({ differences: ['nothing'] } as object)).toThrow(
      'differences must be true, false or a list',
    );
  });
});

describe('days and months', () => {
  let closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.map((close) => close()));
    closing = [];
  });

  async function opened(now: string, payoutMs = 0) {
    const [sandbox, shop] = await Promise.all([
      startSandbox({ now: new Date(now), payoutMs }),
      ShopEnd.open(),
    ]);
    closing = [() => sandbox.stop(), () => shop.close()];
    const buy = async (no_order: string, money_order: string): Promise<AppOrder> => {
      await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order, money_order });
      const { oid_paybill } = await sandbox.pay(no_order);
      return { no_order, money_order, oid_paybill };
    };
    return { sandbox, shop, buy };
  }

  it('end at midnight in China, and a moment belongs to the day that it is there', async () => {
    const { sandbox, buy } = await opened('2026-01-31T15:59:00Z'); // 23:59
    await buy('before', '1.00');
    await sandbox.clock.advance(2 * 60_000);
    await buy('after', '2.00');
    const numbers = async (date: Date | string): Promise<string[]> =>
      (await rowsOf(sandbox.report(date))).map(({ no_order }) => no_order);
    expect(await numbers('20260131')).toEqual(['before']);
    expect(await numbers('2026-02-01')).toEqual(['after']);
    expect(await numbers(new Date('2026-01-31T15:59:59Z'))).toEqual(['before']);
    expect(await numbers(new Date('2026-01-31T16:00:00Z'))).toEqual(['after']);
    expect(await numbers('20260130')).toEqual([]);
  });

  it('make a month of their rows, with the sums of each day', async () => {
    const { sandbox, buy } = await opened('2026-01-30T04:00:00Z');
    const books = [await buy('a', '1.00'), await buy('b', '2.00')];
    await sandbox.clock.advance(DAY_MS);
    books.push(await buy('c', '4.00'));
    await sandbox.clock.advance(DAY_MS);
    await buy('next month’s', '8.00');
    const month = sandbox.report('202601');
    expect(month.fileName).toBe(`JYMX_${sandbox.options.oidPartner}_202601.txt`);
    expect(reports.parseFileName(month.fileName)?.kind).toBe('monthly');
    expect(await all(reports.reconcile(reports.read(month.bytes), books))).toEqual([]);
    expect(month.days.map((day) => [day.settle_date, day.payments, day.paymentAmount])).toEqual([
      ['20260130', 2, '3.00'],
      ['20260131', 1, '4.00'],
    ]);
    expect(month.summary).toBeUndefined();
    expect(sandbox.report('2026-01', { differences: true }).notPlanted).toContainEqual(
      expect.objectContaining({ kind: 'wrong-summary' }),
    );
    expect(() => sandbox.report('202603')).toThrow('202603 has not begun');
  });

  it('have the payouts that left in the edition for yuan, and none in the other', async () => {
    const { sandbox, shop, buy } = await opened('2026-01-30T04:00:00Z', DAY_MS / 2);
    const book = await buy('bought', '49.95');
    for (const [index, no_order] of ['paid', 'failed', 'back-today', 'back-tomorrow', 'open'].entries()) {
      await applied(sandbox, shop.url, { no_order, card_no: `621700000000000${String(1000 + index)}` });
    }
    await sandbox.payouts.complete('paid');
    await sandbox.payouts.fail('failed');
    await sandbox.payouts.complete('back-today');
    await sandbox.payouts.returnMoney('back-today');
    await sandbox.payouts.complete('back-tomorrow');
    await sandbox.clock.advance(DAY_MS);
    await sandbox.payouts.returnMoney('back-tomorrow');
    const report = sandbox.report('20260130', { edition: 'comma' });
    expect(report.text).toContain(',88,1,0,20260130 12:');
    const reconciliation = reports.reconcile(reports.read(report.bytes), [book]);
    expect(await all(reconciliation)).toEqual([]);
    const rows = await rowsOf(report);
    expect(rows.map((row) => [row.kind, row.kind === 'refund' ? row.no_refund : row.no_order])).toEqual([
      ['payment', 'bought'],
      ['payout', 'paid'],
      ['payout', 'back-tomorrow'],
    ]);
    expect(rows.map(({ edition, method }) => [edition, method])).toContainEqual(['comma', 'balance']);
    expect((await reconciliation.totals()).sums).toEqual([
      expect.objectContaining({ payments: 1, paymentFen: 4995n, payouts: 2, payoutFen: 17600n }),
    ]);
    expect(report.days).toEqual([expect.objectContaining({ payouts: 2, payoutAmount: '176.00' })]);
    expect((await rowsOf(sandbox.report('20260130'))).map(({ kind }) => kind)).toEqual(['payment']);

    const wrong = sandbox.report('20260130', {
      edition: 'comma',
      differences: ['unclear-row', 'unknown-refund'],
    });
    expect((await all(reports.reconcile(reports.read(wrong.bytes), [book]))).map(({ type }) => type)).toEqual(
      ['unclear', 'missing-in-app'],
    );
    const [{ why } = {}] = sandbox.report('20260130', {
      edition: 'comma',
      differences: ['payment-currency'],
    }).notPlanted;
    expect(why?.en).toBe('the edition comma has no column for a currency');
  });

  it.each(['20261301', '20260229', '2026-0301', '202600', '2026', '', 'tomorrow', new Date(Number.NaN)])(
    'refuse %s, which is none',
    async (date) => {
      const { sandbox } = await opened('2026-12-31T04:00:00Z');
      expect(() => sandbox.report(date)).toThrow(
        "date must be a real day ('yyyyMMdd', 'yyyy-MM-dd' or a Date)",
      );
    },
  );
});

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
