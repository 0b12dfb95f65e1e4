import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  type AppOrder,
  type LianlianReportError,
  type AppRefund,
  fenToYuan,
  type ReconcileOptions,
  type ReconciliationTotals,
  type ReportDifference,
  ReportService,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { compareEntries } from '../../../lib/reports/reconcile/compare.js';
import { expectedEntry } from '../../../lib/reports/reconcile/entries.js';
import { Tally } from '../../../lib/reports/reconcile/tally.js';
import { lacksFileModes, modeOf } from '../../support/file-modes.js';
import { all, commaRow, PIPE_HEADER, pipeRow } from './samples.js';

const reports = new ReportService();

async function reconcile(
  lines: string[],
  orders: (AppOrder | AppRefund)[],
  options?: ReconcileOptions,
): Promise<{ differences: ReportDifference[]; totals: ReconciliationTotals }> {
  const reconciliation = reports.reconcile(reports.read([lines.join('\n')]), orders, options);
  return { differences: await all(reconciliation), totals: await reconciliation.totals() };
}

const refundRow = (no: string, money: string, fee = '0'): string =>
  commaRow({ no, money, fee, status: '5', paybill: 'a' });

describe.each([
  ['in memory', {}],
  ['through temporary files', { maxInMemory: 1 }],
  ['through files that are divided again', { maxInMemory: 0 }],
])('a reconciliation %s', (_, limits) => {
  let tempDir: string;
  let options: ReconcileOptions;
  beforeAll(async () => {
    tempDir = await mkdtemp(join(tmpdir(), 'reconcile-test-'));
    options = { ...limits, tempDir };
  });
  afterAll(async () => {
    expect(await readdir(tempDir)).toEqual([]);
    await rm(tempDir, { recursive: true });
  });

  it.each([
    ['in dollars, of an order in dollars', 'USD', { currency_order: 'USD' }, []],
    ['in dollars, of an order in yuan', 'USD', {}, ['amount-different']],
    ['in yuan, of an order in dollars', 'CNY', { currency_order: 'USD' }, ['amount-different']],
    ['in euros, of an order in dollars', 'EUR', { currency_order: 'USD' }, ['amount-different']],
  ])('holds the same number %s', async (__, currency_order, app, found) => {
    const lines = [PIPE_HEADER, pipeRow({ currency_order })];
    const order = { no_order: 'order-1', money_order: '15.50', ...app };
    const { differences, totals } = await reconcile(lines, [order], options);
    expect(differences.map(({ type }) => type)).toEqual(found);
    expect(totals.matched).toBe(found.length === 0 ? 1 : 0);
  });

  it('refuses an order of the app in no currency', async () => {
    const order = { no_order: 'order-1', money_order: '15.50', currency_order: 'usd' };
    await expect(reconcile([PIPE_HEADER, pipeRow()], [order], options)).rejects.toThrow(
      "currency_order of one of the app's own entries must be one of AUD, CNY",
    );
  });

  it('sees one wrong amount and one missing row, and nothing else', async () => {
    const numbers = Array.from({ length: 300 }, (__, index) => `order-${index}`);
    const lines = numbers.filter((no) => no !== 'order-7').map((no) => commaRow({ no, money: '49.95' }));
    const orders = numbers.map((no_order) => ({
      no_order,
      money_order: no_order === 'order-211' ? '49.96' : '49.9500',
    }));
    const { differences, totals } = await reconcile(lines, orders, options);
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        {
          type: 'missing-in-report',
          expected: expect.objectContaining({ kind: 'payment', number: 'order-7', amountFen: 4995 }),
        },
        {
          type: 'amount-different',
          expected: expect.objectContaining({ number: 'order-211', amountFen: 4996 }),
          reported: expect.objectContaining({ number: 'order-211', amountFen: 4995, line: 211 }),
        },
      ]),
    );
    expect(totals).toMatchObject({ rows: 299, entries: 300, matched: 298, unpaid: 0 });
    expect(totals.differences).toMatchObject({ 'missing-in-report': 1, 'amount-different': 1, unclear: 0 });
  });

  it('matches refunds by their own number, apart from orders of the same number', async () => {
    const lines = [commaRow({ no: 'a', money: '10' }), refundRow('a', '-4'), refundRow('r-2', '-6')];
    const orders = [{ no_order: 'a', money_order: '10.00', status: 'refunded' as const }];
    const refunds: AppRefund[] = [
      { no_refund: 'a', money_refund: '4.00', no_order: 'a' },
      { no_refund: 'r-2', money_refund: '6.00', no_order: 'b', status: 'processing' },
    ];
    for (const split of [
      await reconcile(lines, orders, { ...options, refunds }),
      await reconcile(lines, [...orders, ...refunds], options),
    ]) {
      expect(split.differences.map(({ type }) => type)).toEqual([
        'status-different',
        'transaction-different',
      ]);
      expect(split.totals.matched).toBe(2);
    }
  });

  it('reports rows that the app does not know, refunds included', async () => {
    const { differences } = await reconcile([commaRow({ no: 'a' }), refundRow('r-1', '-1')], [], options);
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        {
          type: 'missing-in-app',
          reported: expect.objectContaining({ kind: 'payment', number: 'a', line: 1 }),
        },
        {
          type: 'missing-in-app',
          reported: expect.objectContaining({ kind: 'refund', number: 'r-1', line: 2 }),
        },
      ]),
    );
  });

  it('reports numbers that either side has twice, and compares the first', async () => {
    const { differences, totals } = await reconcile(
      [
        commaRow({ no: 'a', money: '1' }),
        commaRow({ no: 'a', money: '2' }),
        commaRow({ no: 'b', money: '3' }),
      ],
      [
        { no_order: 'a', money_order: '1.00' },
        { no_order: 'b', money_order: '3.00' },
        { no_order: 'b', money_order: '4.00' },
      ],
      options,
    );
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        { type: 'duplicate-in-report', reported: expect.objectContaining({ line: 2, amountFen: 200 }) },
        { type: 'duplicate-in-app', expected: expect.objectContaining({ number: 'b', amountFen: 400 }) },
      ]),
    );
    expect(totals.matched).toBe(2);
  });

  it('expects no row of an order that was not paid, and reports one that is there', async () => {
    const orders: AppOrder[] = (['pending', 'failed', 'closed', 'authorized', 'not-found'] as const).map(
      (status) => ({ no_order: status, money_order: '100.00', status }),
    );
    const { differences, totals } = await reconcile([commaRow({ no: 'failed' })], orders, options);
    expect(differences).toEqual([
      {
        type: 'status-different',
        expected: expect.objectContaining({ number: 'failed', status: 'failed' }),
        reported: expect.objectContaining({ number: 'failed', status: '0' }),
      },
    ]);
    expect(totals).toMatchObject({ unpaid: 4, matched: 0 });
  });

  it('compares the transaction where the app knows it', async () => {
    const lines = [
      commaRow({ no: 'a', paybill: '1' }),
      commaRow({ no: 'b', paybill: '2' }),
      commaRow({ no: 'c' }),
    ];
    const orders = [
      { no_order: 'a', money_order: '100', oid_paybill: '1' },
      { no_order: 'b', money_order: '100', oid_paybill: '9' },
      { no_order: 'c', money_order: '100', oid_paybill: '', dt_order: new Date('2014-05-28T08:35:56Z') },
    ];
    const { differences } = await reconcile(lines, orders, options);
    expect(differences).toMatchObject([{ type: 'transaction-different', expected: { number: 'b' } }]);
  });

  it('reports rows that are neither payment, refund nor payout', async () => {
    const lines = [
      commaRow({ no: 'x', status: '7' }),
      commaRow({ no: 'out', flag: '1', money: '50', fee: '2' }),
    ];
    const { differences, totals } = await reconcile(lines, [], options);
    expect(differences).toEqual([
      { type: 'unclear', row: expect.objectContaining({ line: 1, no_order: 'x' }) },
    ]);
    expect(totals.sums).toMatchObject([{ payouts: 1, payoutFen: 5000n, payoutFeeFen: 200n, netFen: 0n }]);
  });

  it('leaves no file behind when it ends early', async () => {
    const rows = (async function* () {
      yield* reports.read([`${commaRow({ no: 'a' })}\n${commaRow({ no: 'b' })}`]);
      throw new Error('no more');
    })();
    await expect(all(reports.reconcile(rows, [], options))).rejects.toThrow('no more');
    expect(await readdir(tempDir)).toEqual([]);

    const early = reports.reconcile(
      reports.read([[1, 2, 3].map((no) => commaRow({ no: `${no}` })).join('\n')]),
      [],
      options,
    );
    for await (const { type } of early) {
      if (type === 'missing-in-app') break;
    }
    expect(await readdir(tempDir)).toEqual([]);
    await expect(early.totals()).rejects.toThrow('stopped before its end');
  });

  it.skipIf(lacksFileModes('who may read the files of a reconciliation'))(
    'lets nobody but their owner read its files',
    async () => {
      const rows = reports.read([[1, 2, 3].map((no) => commaRow({ no: `${no}` })).join('\n')]);
      const modes: number[] = [];
      for await (const _difference of reports.reconcile(rows, [], options)) {
        const files = await readdir(tempDir);
        modes.push(...(await Promise.all(files.map((name) => modeOf(join(tempDir, name))))));
      }
      // A folder, which shuts off what is in it.
      const isSpilled = 'maxInMemory' in limits;
      expect(new Set(modes)).toEqual(new Set(isSpilled ? [0o700] : []));
    },
  );
});

describe('sums', () => {
  it('are exact where floating point is not', async () => {
    const lines = [
      commaRow({ no: 'a', money: '0.1', fee: '0.1' }),
      commaRow({ no: 'b', money: '0.2', fee: '0.2' }),
      refundRow('r', '-0.07', '-0.01'),
    ];
    const { totals } = await reconcile(lines, []);
    expect(totals.sums).toEqual([
      {
        currency_order: 'CNY',
        currency_settle: 'CNY',
        payments: 2,
        paymentFen: 30n,
        refunds: 1,
        refundFen: -7n,
        feeFen: 29n,
        netFen: -6n,
        payouts: 0,
        payoutFen: 0n,
        payoutFeeFen: 0n,
      },
    ]);
    expect(fenToYuan(totals.sums[0]?.feeFen ?? 0n)).toBe('0.29');
  });

  it('go beyond what a number holds', async () => {
    const huge = '90071992547409.91';
    const { totals } = await reconcile(
      ['a', 'b', 'c'].map((no) => commaRow({ no, money: huge, fee: '0.01' })),
      [],
    );
    expect(totals.sums[0]?.paymentFen).toBe(27021597764222973n);
    expect(totals.sums[0]?.netFen).toBe(27021597764222970n);
  });

  it('are kept apart by currency, and have no net where the fee could be in either', async () => {
    const row = (no_order: string, currency_order: string, currency_settle: string): string =>
      pipeRow({ no_order, currency_order, currency_settle });
    const { totals } = await reconcile([PIPE_HEADER, row('a', 'USD', 'USD'), row('b', 'USD', 'CNY')], []);
    expect(totals.sums).toMatchObject([
      { currency_order: 'USD', currency_settle: 'USD', paymentFen: 1550n, netFen: 1520n },
      { currency_order: 'USD', currency_settle: 'CNY', paymentFen: 1550n, netFen: undefined },
    ]);
  });

  it('say how many lines could not be read, whose money is in no sum', async () => {
    const bad: number[] = [];
    const lines = [commaRow({ no: 'a' }), 'no row', commaRow({ no: 'b' }), 'nor this'].join('\n');
    const onBadLine = ({ line }: LianlianReportError): void => void bad.push(line ?? 0);
    const report = reports.read([lines], { edition: 'comma', onBadLine });
    expect(await reports.reconcile(report, []).totals()).toMatchObject({ rows: 2, unreadLines: 2 });
    expect(bad).toEqual([2, 4]);
  });

  it('say that all lines were read, and nothing where that cannot be told', async () => {
    expect(await reports.reconcile(reports.read([commaRow()]), []).totals()).toHaveProperty('unreadLines', 0);
    expect(await reports.reconcile([], []).totals()).toHaveProperty('unreadLines', undefined);
  });

  it('are there without anybody reading the differences', async () => {
    const totals = await reports.reconcile(reports.read([commaRow()]), []).totals();
    expect(totals).toMatchObject({ rows: 1, differences: { 'missing-in-app': 1 } });
  });
});

describe("the app's own entries", () => {
  it.each([
    [{ no_order: 'secret', money_order: 'ten' }, 'money_order'],
    [{ no_order: 'secret', money_order: 10 }, 'money_order'],
    [{ no_order: 'secret', money_order: '-1' }, 'money_order'],
    [{ no_order: ' ', money_order: '1' }, 'no_order'],
    [{ no_refund: 'secret', money_refund: '1.001' }, 'money_refund'],
    [{ no_refund: undefined, money_refund: '1' }, 'no_refund'],
  ])('are refused without a usable number or amount: %j', async (entry, field) => {
    const error: unknown = await reconcile([], [entry as unknown as AppOrder]).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'LianlianReportError', message: expect.stringContaining(field) });
    expect(String(error)).not.toContain('secret');
  });
});

/** What is on the heap and not garbage. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('memory', () => {
  it('is not taken by repetitions of a number: each is told of as it comes', async () => {
    let given = 0;
    const batches = (function* () {
      for (;;) {
        given += 1;
        yield [expectedEntry({ no_order: 'a', money_order: '1.00' })].map((entry) => ({
          side: 'app' as const,
          entry,
        }));
      }
    })();
    for await (const { type } of compareEntries(batches, new Tally())) {
      expect(type).toBe('duplicate-in-app');
      if (given === 1_000) break;
    }
  });

  it('stays bounded for 100000 rows against 100000 orders', async () => {
    const count = 100_000;
    let peak = 0;
    const used = (index: number): void => {
      if (index % 20_000 === 0) peak = Math.max(peak, heldBytes());
    };
    const lines = (function* () {
      for (let start = 0; start < count; start += 100) {
        used(start);
        const rows = Array.from({ length: 100 }, (_, index) =>
          commaRow({ no: `order-${start + index}`, money: '1', info: 'x'.repeat(200) }),
        );
        yield `${rows.join('\n')}\n`;
      }
    })();
    const orders = (function* () {
      for (let index = 0; index < count; index += 1) {
        used(index);
        yield { no_order: `order-${index}`, money_order: '1.00' };
      }
    })();
    const before = heldBytes();
    const totals = await reports.reconcile(reports.read(lines), orders, { maxInMemory: 5_000 }).totals();
    expect(totals.matched).toBe(count);
    // Held at once, these rows and orders alone are more than 100 MB.
    expect(peak - before).toBeLessThan(60 * 1024 * 1024);
  });
});

beforeEach(() => {
  expect.hasAssertions();
});
