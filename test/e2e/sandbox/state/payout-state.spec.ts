import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { KeptSandbox } from '../support/kept-sandbox.js';
import { call, orders, PATHS } from '../support/merchant.js';
import { applied, confirmed, payout, queried } from '../support/payer.js';

const HOUR_MS = 60 * 60_000;
const kept = new KeptSandbox({ payoutMs: HOUR_MS });
const { file, start } = kept;

describe('payouts in a state file', () => {
  it('carry on after a restart: under way, under review, notified, out of the records, refused', async () => {
    const first = await start({ balance: '1000.00' });
    kept.shop.response = { status: 500, body: '' };
    await applied(first, kept.shop.url, { no_order: 'paid' });
    await first.payouts.complete('paid');
    const { confirm_code = '' } = await applied(first, kept.shop.url, { no_order: 'reviewed' });
    await applied(first, kept.shop.url, { no_order: 'open', card_no: '6222020000000000001' });
    first.scenario({ fault: 'payout-late-record', ms: 10 * HOUR_MS, no_order: 'late' });
    await applied(first, kept.shop.url, { no_order: 'late', card_no: '6222020000000000002' });
    first.scenario({ fault: 'payout-returned', ms: HOUR_MS, no_order: 'returned' });
    await applied(first, kept.shop.url, { no_order: 'returned', card_no: '6222020000000000003' });
    const poor = payout(first, kept.shop.url, {
      no_order: 'poor',
      card_no: '6222020000000000004',
      money_order: '900.00',
    });
    expect(await applied(first, kept.shop.url, poor)).toMatchObject({ ret_code: '9104' });
    const before = first.payouts.all();
    await first.stop();
    const text = await readFile(file(), 'utf8');
    expect(text).not.toContain('6222020000000000123');
    expect(text).not.toContain('张三');

    const second = await start({ balance: '5.00' });
    expect(second.payouts.all()).toEqual(before);
    expect(second.balance()).toBe('648.00');
    expect(await queried(second, { no_order: 'late' })).toMatchObject({ ret_code: '8901' });
    expect(await confirmed(second, kept.shop.url, { no_order: 'reviewed', confirm_code })).toMatchObject({
      ret_code: '0000',
    });
    second.setBalance('2000.00');
    expect(await applied(second, kept.shop.url, { ...poor, money_order: '1.00' })).toMatchObject({
      ret_code: '1002',
    });
    expect(await applied(second, kept.shop.url, poor)).toMatchObject({ ret_code: '0000' });
    kept.shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await second.clock.advance(HOUR_MS);
    expect(second.payouts.deliveries('paid').at(-1)).toMatchObject({ acknowledged: true });
    expect(second.payouts.get('open')).toMatchObject({ result_pay: 'SUCCESS' });
    await second.clock.advance(HOUR_MS);
    expect(second.payouts.get('returned')).toMatchObject({ result_pay: 'CANCEL' });
    await second.clock.advance(8 * HOUR_MS);
    expect(await queried(second, { no_order: 'late' })).toMatchObject({ result_pay: 'SUCCESS' });
    // The same card as the first one: the record of its name is kept too.
    expect(await applied(second, kept.shop.url, { no_order: 'other', acct_name: '李四' })).toMatchObject({
      ret_code: '4004',
    });
  });

  it('close while nobody runs the sandbox', async () => {
    const first = await start({ now: new Date('2026-03-10T04:00:00Z') });
    await applied(first, kept.shop.url, { no_order: 'p-0' });
    await applied(first, kept.shop.url, { no_order: 'p-1' });
    await first.stop();
    const second = await start();
    await second.clock.advance(24 * HOUR_MS);
    expect(second.payouts.get('p-1')).toMatchObject({ result_pay: 'CLOSED' });
  });

  it('are missing from files of before, which are read', async () => {
    const first = await start();
    await call(first, PATHS.direct, orders.direct(first, kept.shop.url));
    await first.stop();
    const lines = (await readFile(file(), 'utf8')).split('\n');
    expect(lines.some((line) => line.startsWith('{"kind":"payout"'))).toBe(false);
    const [heading = '', ...rest] = lines;
    const { small } = JSON.parse(rest.findLast((line) => line.startsWith('{"small"')) ?? '{}') as {
      small: { aheadMs: number; ids: object; requests: number; scenarios: object };
    };
    const things = (kind: string): unknown[] =>
      rest
        .filter((line) => line.startsWith(`{"kind":"${kind}"`))
        .map((line) => (JSON.parse(line) as { is: unknown }).is);
    // Version 2 was one document.
    const state = {
      ...{ aheadMs: small.aheadMs, ids: small.ids, orders: [things('order').at(-1)] },
      ...{ pendingRefunds: [], cards: [], bindings: [], sms: [], checkouts: [], notifications: [] },
      requests: { sequence: 0, requests: [] },
      scenarios: { ...small.scenarios, draws: [], magic: [] },
    };
    await writeFile(file(), JSON.stringify({ ...(JSON.parse(heading) as object), version: 2, state }));
    const second = await start();
    expect(second.transaction('o-1').no_order).toBe('o-1');
    expect(second.payouts.all()).toEqual([]);
    expect(second.balance()).toBe('1000000.00');
    expect(await applied(second, kept.shop.url)).toMatchObject({ ret_code: '0000' });
  });

  it('are forgotten by a reset, and the balance is what it was at the start', async () => {
    const first = await start();
    await applied(first, kept.shop.url);
    await fetch(`${first.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(first.payouts.all()).toEqual([]);
    expect(first.balance()).toBe('1000000.00');
    await first.clock.advance(25 * HOUR_MS);
    expect(kept.shop.received).toEqual([]);
    await first.stop();
    const second = await start();
    expect(second.payouts.all()).toEqual([]);
    expect(second.balance()).toBe('1000000.00');
  });
});
