import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { AttackBody, AttackView } from '../../../lib/sandbox/contract.js';
import { ControlClient } from '../sandbox/control-client.js';
import { call, orders, PATHS, startSandbox } from '../sandbox/merchant.js';
import { type Care, CARES, OwnShop } from './support/own-shop.js';

let sandbox: LianlianSandbox;
let control: ControlClient;
let shop: OwnShop;
let number = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  control = new ControlClient(sandbox);
});
afterAll(() => sandbox.stop());

async function openShop(cares: readonly Care[]): Promise<void> {
  shop = await OwnShop.open(sandbox.lianlianPublicKey, sandbox.options.oidPartner, cares);
}

async function placed(): Promise<string> {
  number += 1;
  const no_order = `attack-${String(number)}`;
  shop.orders.set(no_order, { money: '210.90', shipped: 0 });
  await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.notifyUrl), no_order });
  return no_order;
}

const telling = (): AttackBody => ({ status_url: shop.statusUrl, paid: shop.paid });

const idsOf = ({ rows }: AttackView, verdict: string): string[] =>
  rows.filter((row) => row.verdict === verdict).map(({ id }) => id);

describe('an attack on a careful shop', () => {
  beforeEach(() => openShop(CARES));
  afterEach(() => shop.close());

  it('finds nothing, and leaves the order paid and shipped once', async () => {
    const no_order = await placed();
    const card = await control.post<AttackView>('attacks', telling());
    expect(card).toMatchObject({ no_order, url: shop.notifyUrl, isOver: true, held: 19, fell: 0, unclear: 0 });
    expect(card.rows.every(({ advice }) => advice === undefined)).toBe(true);
    expect(shop.orders.get(no_order)).toMatchObject({
      shipped: 1,
      paidBy: sandbox.transaction(no_order).oid_paybill,
    });
    sandbox.expectDelivered(no_order);
  });

  it('cannot tell without the shop’s word what it made of what it acknowledged', async () => {
    await placed();
    const card = await control.post<AttackView>('attacks', {});
    expect(idsOf(card, 'unclear')).toEqual(['not-paid', 'authorization', 'out-of-order']);
    expect(idsOf(card, 'fell')).toEqual([]);
  });
});

/** What cannot be seen of an order that the shop takes for paid already. */
const PAID_BEFORE = ['not-paid', 'authorization', 'out-of-order'];

describe('a shop that leaves out a care', () => {
  afterEach(() => shop.close());

  it.each<[Care, fell: string[], unclear: string[]]>([
    ['verifies', ['unsigned', 'forged', 'digest-only', 'altered'], PAID_BEFORE],
    ['reads-names-once', ['doubled-names'], PAID_BEFORE],
    ['knows-itself', ['other-merchant'], PAID_BEFORE],
    ['compares-amounts', ['wrong-amount'], PAID_BEFORE],
    ['compares-currencies', ['wrong-currency'], PAID_BEFORE],
    ['knows-its-orders', ['unknown-order'], []],
    ['waits-for-success', ['not-paid'], ['authorization', 'out-of-order']],
    ['tells-authorizations', ['authorization'], ['out-of-order']],
    ['asks-about-payouts', ['payout'], ['out-of-order', 'twice-at-once', 'replayed', 'late']],
    ['limits-bodies', ['huge'], ['slow', 'out-of-order', 'twice-at-once', 'replayed', 'paid-twice', 'late']],
    ['claims', ['twice-at-once'], []],
    ['remembers-copies', ['replayed', 'late'], []],
    ['remembers-transactions', ['paid-twice'], []],
    ['acknowledges', ['twice-at-once', 'replayed', 'late'], []],
  ])('%s: falls to %j, and is told what to do', async (left, fell, unclear) => {
    await openShop(CARES.filter((care) => care !== left));
    await placed();
    const card = await control.post<AttackView>('attacks', telling());
    expect(idsOf(card, 'fell')).toEqual(fell);
    expect(idsOf(card, 'unclear')).toEqual(unclear);
    for (const { verdict, advice } of card.rows) {
      expect(advice === undefined).toBe(verdict === 'held');
    }
  });
});
