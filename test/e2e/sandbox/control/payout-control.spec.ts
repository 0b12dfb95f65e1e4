import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox, SandboxEvent } from 'nestjs-lianlian/testing';

import type {
  BalanceListView,
  PayoutDeliveryResultView,
  PayoutDetailView,
  PayoutListView,
  RequestListView,
  SettingsView,
} from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';
import { applied, confirmed, queried } from '../support/payer.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let control: ControlClient;
const events: SandboxEvent[] = [];

beforeEach(async () => {
  shop = await ShopEnd.open();
  events.splice(0);
  sandbox = await startSandbox({ payoutMs: 3_600_000, onEvent: (event) => events.push(event) });
  control = new ControlClient(sandbox);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const list = (query = ''): Promise<PayoutListView> => control.get(`payouts${query}`);
const numbers = async (query: string): Promise<readonly string[]> =>
  (await list(query)).payouts.map(({ no_order }) => no_order);

/** Three payouts: one paid, one under review, one under way. */
async function three(): Promise<void> {
  await applied(sandbox, shop.url, { no_order: 'p-1' });
  await sandbox.payouts.complete('p-1');
  await applied(sandbox, shop.url, { no_order: 'p-2', memo: '房租' });
  await applied(sandbox, shop.url, { no_order: 'p-3', card_no: '6222020000000000003', money_order: '7.00' });
}

describe('the payouts of the control API', () => {
  it('are listed newest first, searched, filtered and counted', async () => {
    await three();
    const all = await list();
    expect(all).toMatchObject({
      ...{ all: 3, found: 3, notified: { acknowledged: 1 } },
      states: { paid: 1, 'needs-confirmation': 1, open: 1 },
    });
    expect(all.payouts[0]).toMatchObject({ no_order: 'p-3', state: 'open', result_pay: 'PROCESSING' });
    expect(await numbers('?search=房租')).toEqual(['p-2']);
    expect(await numbers('?search=7.00')).toEqual(['p-3']);
    expect(await numbers('?search=paid')).toEqual(['p-1']);
    expect(await numbers('?search=needs 88.00')).toEqual(['p-2']);
    expect(await numbers('?state=open')).toEqual(['p-3']);
    expect(await numbers('?notified=acknowledged')).toEqual(['p-1']);
    expect(await numbers('?limit=1&offset=1')).toEqual(['p-2']);
    await expect(list('?state=waiting')).rejects.toThrow('state must be one of needs-confirmation');
  });

  it('are shown with their review, what can be done, what happened, and their own requests', async () => {
    await three();
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'p-2' });
    await queried(sandbox, { no_order: 'p-2' });
    const view = await control.get<PayoutDetailView>('payouts/p-2');
    const { review } = sandbox.payouts.get('p-2');
    expect(view).toMatchObject({
      state: 'needs-confirmation',
      card_no: '622202*********0123',
      review: { ret_code: '4002', confirm_code: review?.confirm_code, wrongCodes: 0 },
      can: { complete: false, fail: false, returnMoney: false, deliver: false },
    });
    expect(Date.parse(view.review?.closesAt ?? '') - Date.parse(view.appliedAt)).toBe(24 * 3_600_000);
    expect(view.history.map(({ what }) => what)).toEqual(['applied', 'needs-confirmation']);
    const apis = async (query: string): Promise<readonly string[]> =>
      (await control.get<RequestListView>(`requests?${query}`)).requests.map(({ api }) => api);
    expect(await apis('payout=p-2')).toEqual(['payout.query', 'payout.apply']);
    expect(await apis('order=p-2')).toEqual(['aggregate.direct']);
    expect(view.requests).toHaveLength(2);
    await expect(control.get('payouts/p-9')).rejects.toThrow('404');
  });

  it('are completed, failed with a reason, returned, and delivered again', async () => {
    await three();
    const failed = await control.post<PayoutDetailView>('payouts/p-3/fail', { reason: '账户冻结' });
    expect(failed).toMatchObject({ state: 'failed', reason: '账户冻结' });
    const returned = await control.post<PayoutDetailView>('payouts/p-1/return');
    expect(returned).toMatchObject({ state: 'returned', can: { returnMoney: false, deliver: true } });
    const { confirm_code = '' } = sandbox.payouts.get('p-2').review ?? {};
    await confirmed(sandbox, shop.url, { no_order: 'p-2', confirm_code });
    const { oid_paybill = '' } = sandbox.payouts.get('p-2');
    expect(await control.post<PayoutDetailView>(`payouts/${oid_paybill}/complete`)).toMatchObject({
      state: 'paid',
    });
    const delivered = await control.post<PayoutDeliveryResultView>('payouts/p-1/deliveries', {
      how: 'out-of-order',
    });
    expect(delivered.payout.no_order).toBe('p-1');
    expect(shop.received.slice(-2).map(({ fields }) => fields['result_pay'])).toEqual(['CANCEL', 'SUCCESS']);
    const conflict = await control.send('POST', 'payouts/p-2/complete', '{}');
    expect(conflict.status).toBe(409);
    expect(await conflict.text()).toContain('the payout p-2 cannot be completed: its result is SUCCESS');
    const none = await control.send('POST', 'payouts/p-2/fail', '{"reasn":"x"}');
    expect([none.status, await none.text()]).toEqual([400, expect.stringContaining('did you mean reason?')]);
  });

  it('tell what happens to them as events, and what the balance is', async () => {
    await applied(sandbox, shop.url);
    await sandbox.payouts.complete('p-1');
    const { oidPartner: oid_partner } = sandbox.options;
    const { oid_paybill } = sandbox.payouts.get('p-1');
    const told = events.map((event) => ('what' in event ? event.what : event.type));
    expect(told).toEqual(['applied', 'balance', 'processing', 'request', 'paid', 'delivery']);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'payout', what: 'paid', no_order: 'p-1', oid_partner, oid_paybill }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'balance', oid_partner, amt_balance: '999912.00' }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'delivery', kind: 'payout', acknowledged: true }),
    );
  });
});

describe('the balances of the control API', () => {
  it('are shown and set', async () => {
    const { oidPartner: oid_partner } = sandbox.options;
    expect(await control.get<BalanceListView>('balances')).toEqual({
      balances: [{ oid_partner, amt_balance: '1000000.00', amt_unsettle: '0.00' }],
    });
    expect(await control.post<BalanceListView>(`balances/${oid_partner}`, { amt_balance: '3.21' })).toEqual({
      balances: [{ oid_partner, amt_balance: '3.21', amt_unsettle: '0.00' }],
    });
    expect(sandbox.balance()).toBe('3.21');
    await expect(control.post(`balances/${oid_partner}`, { amt_balance: '-1' })).rejects.toThrow(
      'two decimals',
    );
    await expect(control.post(`balances/${oid_partner}`)).rejects.toThrow('is missing');
    await expect(control.post('balances/1', { amt_balance: '1.00' })).rejects.toThrow('404');
    expect(sandbox.balance()).toBe('3.21');
  });
});

describe('the settings', () => {
  it('say how long a payout takes, ten seconds by default, and which codes a fault can have', async () => {
    const plain = await startSandbox();
    const settings = await new ControlClient(plain).get<SettingsView>('settings');
    await plain.stop();
    expect(settings.payoutMs).toBe(10_000);
    expect(settings.faults.find(({ fault }) => fault === 'payout-review')).toMatchObject({
      of: 'payout',
      codes: ['4002', '4003', '4004'],
    });
    expect(settings.magicAmounts).toContainEqual(
      expect.objectContaining({ amount: '44444.37', fault: 'payout-late-record' }),
    );
  });
});
