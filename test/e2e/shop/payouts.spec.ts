import { LianlianService } from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { PayerOfSuppliers } from './support/payer-of-suppliers.js';
import { SampleShop } from './support/sample-shop.js';

const HALF_AN_HOUR_MS = 31 * 60_000;
const DAY_MS = 24 * 3_600_000 + 60_000;

let shop: SampleShop;
let operator: PayerOfSuppliers;
beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
  operator = new PayerOfSuppliers(shop);
});
afterAll(() => shop.close());
/** The suppliers are few, and each has one payout that is open at most. */
beforeEach(() => shop.clearPayouts());

const lose = (api: 'payout.apply' | 'payout.confirm', when: 'before' | 'after') =>
  shop.sandbox.scenario({ fault: 'dropped-connection', api, when, times: 1 });
const refuse = (api: 'payout.apply' | 'payout.confirm', ret_code: string, when: 'before' | 'after') =>
  shop.sandbox.scenario({ fault: 'ret-code', ret_code, api, when, times: 1 });
const sweep = () => shop.get(LianlianService).sweeper.sweep();

describe('a supplier', () => {
  it('is paid once the operator agreed, and LianLian’s notification says when', async () => {
    const form = operator.form();
    const { confirm } = await shop.ask('payouts', form);
    expect(confirm?.question).toContain('Pay CN¥120.50 to Shanqian Tea Garden, account …1016?');
    expect(operator.sent(form.no_order)).toEqual([]);
    expect(await operator.send(form)).toEqual({ location: `/admin/payouts/${form.no_order}` });
    expect(await operator.status(form.no_order)).toBe('accepted');
    expect(await operator.page(form.no_order)).toContain('On its way');

    await shop.sandbox.payouts.complete(form.no_order);
    expect(await operator.get(form.no_order)).toMatchObject({
      status: 'paid',
      oid_paybill: shop.sandbox.payouts.get(form.no_order).oid_paybill,
    });
    expect(operator.sent(form.no_order)).toEqual(['120.50']);
    expect(shop.sandbox.payouts.deliveries(form.no_order)).toMatchObject([{ acknowledged: true }]);
    expect(shop.logger.texts('error')).toEqual([]);
  });

  it('that is a business is paid as one', async () => {
    const no_order = await operator.pay({ supplier: 'shuttlecock-factory' });
    expect(shop.sandbox.payouts.get(no_order)).toMatchObject({ flag_card: '1', bank_code: '01020000' });
    const other = await operator.pay();
    expect(shop.sandbox.payouts.get(other)).toMatchObject({ flag_card: '0' });
  });

  it('is paid what the form says, or nothing', async () => {
    const problems = async (changes: Parameters<PayerOfSuppliers['form']>[0]) =>
      Object.keys((await operator.send(operator.form(changes))).problems ?? {});
    expect(await problems({ amount: '0' })).toEqual(['amount']);
    expect(await problems({ amount: '1e3' })).toEqual(['amount']);
    expect(await problems({ amount: '100000000' })).toEqual(['amount']);
    expect(await problems({ purpose: ' ' })).toEqual(['purpose']);
    expect(await problems({ purpose: 'x'.repeat(61) })).toEqual(['purpose']);
    expect(await problems({ no_order: '' })).toEqual(['no_order']);
    expect(await problems({ supplier: '' })).toEqual(['supplier']);
    expect((await operator.send(operator.form({ supplier: 'nobody' }))).problem).toContain(
      'no such supplier',
    );
    expect(shop.sandbox.payouts.all()).toEqual([]);
  });
});

describe('a second payout', () => {
  it.each(['accepted', 'unknown', 'under-review', 'refused'] as const)(
    'is refused while the first is %s, whatever its amount',
    async (status) => {
      if (status === 'unknown') lose('payout.apply', 'before');
      if (status === 'refused') refuse('payout.apply', '9910', 'before');
      if (status === 'under-review') shop.sandbox.scenario({ fault: 'payout-review', times: 1 });
      const first = await operator.pay();
      expect(await operator.status(first)).toBe(status);
      for (const amount of ['120.50', '7']) {
        const second = operator.form({ amount });
        // It is refused before anybody is asked to confirm it, and so is one that was confirmed before.
        for (const { problem, confirm } of [await shop.ask('payouts', second), await operator.send(second)]) {
          expect(problem).toContain(`Shanqian Tea Garden has a payout that is not decided: CN¥120.50`);
          expect(problem).toContain(first);
          expect(confirm).toBeUndefined();
        }
        expect(operator.sent(second.no_order)).toEqual([]);
      }
      expect(await shop.operatorPage('payouts/new')).toContain('data-testid="taken-tea-garden"');
      await operator.pay({ supplier: 'postcard-printer' });
    },
  );

  it('of the same amount is refused for a day after the first was paid; another amount is LianLian’s to hold back', async () => {
    const first = await operator.pay();
    await shop.sandbox.payouts.complete(first);
    const { problem } = await operator.send(operator.form({ amount: '120.5' }));
    expect(problem).toContain('was paid CN¥120.50 at');
    expect(problem).toContain(first);

    const other = await operator.pay({ amount: '9.99' });
    expect(await operator.status(other)).toBe('under-review');
    await shop.sandbox.clock.advance(DAY_MS);
    await operator.press(other, 'check');
    expect(await operator.status(other)).toBe('closed');
    await operator.later(first, DAY_MS);
    const again = await operator.pay();
    expect(operator.sent(again)).toEqual(['120.50']);
  });
});

describe('a payout whose outcome is unknown', () => {
  it('is asked about, not sent again: LianLian has it', async () => {
    lose('payout.apply', 'after');
    const no_order = await operator.pay();
    expect(await operator.status(no_order)).toBe('unknown');
    expect(await operator.page(no_order)).toContain('Ask LianLian, and make no other payout');
    expect((await operator.press(no_order, 'send')).problem).toContain('cannot be sent again now');
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('accepted');
    await shop.sandbox.payouts.complete(no_order);
    expect(await operator.status(no_order)).toBe('paid');
    expect(shop.sandbox.balance()).toBe('999879.50');
  });

  it('is called missing only half an hour later, and then sent again as it was', async () => {
    lose('payout.apply', 'before');
    const no_order = await operator.pay();
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('unknown');
    expect(await operator.page(no_order)).toContain('data-testid="too-early"');
    for (const button of ['send', 'give-up'] as const) {
      expect((await operator.press(no_order, button)).problem).toContain(no_order);
    }
    expect(operator.sent(no_order)).toEqual([]);

    await operator.later(no_order, HALF_AN_HOUR_MS);
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('missing');
    const { createdAt } = await operator.get(no_order);
    await operator.press(no_order, 'send');
    expect(await operator.status(no_order)).toBe('accepted');
    expect(await operator.get(no_order)).toMatchObject({ createdAt });
    expect(shop.sandbox.payouts.all()).toHaveLength(1);
  });

  it('that LianLian records late is found: nothing is sent beside it', async () => {
    lose('payout.apply', 'after');
    shop.sandbox.scenario({ fault: 'payout-late-record', ms: 600_000, times: 1 });
    const no_order = await operator.pay();
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('unknown');
    await shop.sandbox.clock.advance(601_000);
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('accepted');
  });

  it('is given up only if LianLian still has no record of it', async () => {
    lose('payout.apply', 'before');
    const no_order = await operator.pay();
    await operator.later(no_order, HALF_AN_HOUR_MS);
    await operator.press(no_order, 'check');
    shop.sandbox.scenario({ fault: 'bad-gateway', api: 'payout.query' });
    expect((await operator.press(no_order, 'give-up')).problem).toContain('was not given up');
    shop.sandbox.scenarios.clear();
    expect(await operator.status(no_order)).toBe('missing');
    expect((await operator.press(no_order, 'give-up')).location).toContain(no_order);
    expect(await operator.status(no_order)).toBe('not-made');
    expect((await operator.press(no_order, 'send')).problem).toContain('cannot be sent again');
    await operator.pay();
  });

  it('is found by the sweeper, whose notification was lost, too', async () => {
    lose('payout.apply', 'after');
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payout' });
    const no_order = await operator.pay();
    await shop.sandbox.payouts.complete(no_order);
    expect(await operator.status(no_order)).toBe('unknown');
    await sweep();
    expect(await operator.status(no_order)).toBe('paid');
  });
});

describe('a payout that LianLian refuses', () => {
  it('for want of balance is sent again, the same, when there is enough', async () => {
    shop.sandbox.setBalance('100.00');
    const no_order = await operator.pay();
    expect(await operator.get(no_order)).toMatchObject({ status: 'refused', ret_code: '9104' });
    expect(await operator.page(no_order)).toContain('The balance is too low');
    await operator.press(no_order, 'send');
    expect(await operator.status(no_order)).toBe('refused');
    // LianLian's query calls it failed: that does not end it behind the operator's back.
    await sweep();
    expect(await operator.status(no_order)).toBe('refused');
    shop.sandbox.setBalance('121.00');
    await operator.press(no_order, 'send');
    expect(await operator.status(no_order)).toBe('accepted');
    expect(shop.sandbox.balance()).toBe('0.50');
  });

  it('for want of balance ends where the operator asks, and another one may be made', async () => {
    shop.sandbox.setBalance('100.00');
    const no_order = await operator.pay();
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('failed');
    expect((await operator.press(no_order, 'send')).problem).toContain('cannot be sent again');
    shop.sandbox.setBalance('200.00');
    await operator.pay();
    expect(shop.sandbox.balance()).toBe('79.50');
  });

  it('by an error’s word alone has not failed: LianLian took it all the same', async () => {
    refuse('payout.apply', '9910', 'after');
    const no_order = await operator.pay();
    expect(await operator.status(no_order)).toBe('refused');
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('accepted');
  });

  it('and does not have has not been made, half an hour later', async () => {
    refuse('payout.apply', '9910', 'before');
    const no_order = await operator.pay();
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('refused');
    await operator.later(no_order, HALF_AN_HOUR_MS);
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('not-made');
    await operator.pay();
  });

  it.each(['1002', '2005', '4006', '4007', '4009', '9999'])(
    'with %s may be under way: its outcome is unknown',
    async (ret_code) => {
      refuse('payout.apply', ret_code, 'after');
      const no_order = await operator.pay();
      expect(await operator.status(no_order)).toBe('unknown');
    },
  );
});

describe('a payout under review', () => {
  const held = async (ret_code = '4002'): Promise<string> => {
    shop.sandbox.scenario({ fault: 'payout-review', ret_code, times: 1 });
    return operator.pay();
  };

  it.each([
    ['4002', 'looks like a repetition'],
    ['4003', 'the name and the card do not match'],
    ['4004', 'repetition, and by LianLian'],
  ])('%s says why, until when, and never its code', async (ret_code, why) => {
    const no_order = await held(ret_code);
    const page = await operator.page(no_order);
    expect(page).toContain(why);
    expect(page).toContain('data-testid="until"');
    const { review: { confirm_code } = { confirm_code: '' } } = shop.sandbox.payouts.get(no_order);
    expect((await operator.get(no_order)).confirm_code).toBe(confirm_code);
    const { confirm } = await shop.ask(`payouts/${no_order}/confirm`);
    expect(confirm?.question).toContain(why);
    expect(page + JSON.stringify(confirm)).not.toContain(confirm_code);
    expect(shop.logger.texts().join()).not.toContain(confirm_code);
    // Asked, and not agreed to.
    expect(shop.sandbox.payouts.get(no_order).result_pay).toBe('CHECK');
  });

  it('is paid when it is confirmed, and the code is forgotten', async () => {
    const no_order = await held();
    await operator.press(no_order, 'confirm');
    expect(await operator.get(no_order)).toMatchObject({ status: 'accepted', confirm_code: undefined });
    expect((await operator.press(no_order, 'confirm')).problem).toContain('does not wait for a confirmation');
    await shop.sandbox.payouts.complete(no_order);
    expect(await operator.status(no_order)).toBe('paid');
  });

  it('is closed after a day where nobody confirms it, and the sweeper finds it', async () => {
    const no_order = await held();
    await shop.sandbox.clock.advance(DAY_MS);
    await sweep();
    expect(await operator.get(no_order)).toMatchObject({ status: 'closed', confirm_code: undefined });
    await operator.pay();
  });

  it.each(['before', 'after'] as const)(
    'whose confirmation is lost %s it arrived is asked about, and not confirmed blindly',
    async (when) => {
      const no_order = await held();
      lose('payout.confirm', when);
      await operator.press(no_order, 'confirm');
      expect(await operator.status(no_order)).toBe('confirming');
      expect((await operator.press(no_order, 'confirm')).problem).toContain(
        'does not wait for a confirmation',
      );
      expect((await operator.press(no_order, 'send')).problem).toContain('cannot be sent again now');
      await operator.press(no_order, 'check');
      expect(await operator.status(no_order)).toBe(when === 'after' ? 'accepted' : 'under-review');
      if (when === 'before') await operator.press(no_order, 'confirm');
      expect(await operator.status(no_order)).toBe('accepted');
      expect(shop.sandbox.balance()).toBe('999879.50');
    },
  );

  it.each(['4001', '4010', '9104'])(
    'whose confirmation ends in %s is not called failed',
    async (ret_code) => {
      const no_order = await held();
      refuse('payout.confirm', ret_code, 'after');
      await operator.press(no_order, 'confirm');
      expect(await operator.status(no_order)).toBe('confirming');
      await operator.press(no_order, 'check');
      expect(await operator.status(no_order)).toBe('accepted');
    },
  );

  it('whose code was lost on its way cannot be confirmed, and the page says what to do', async () => {
    lose('payout.apply', 'after');
    const no_order = await held();
    await operator.press(no_order, 'check');
    expect(await operator.status(no_order)).toBe('under-review');
    const page = await operator.page(no_order);
    expect(page).toContain('so it cannot be confirmed');
    expect(page).not.toContain('data-testid="confirm-payout"');
  });
});

describe('LianLian’s notification', () => {
  it('of a return after the payment is shown loudly, and no late copy of the payment undoes it', async () => {
    const no_order = await operator.pay();
    await shop.sandbox.payouts.complete(no_order);
    const paid = shop.sandbox.payouts.notification(no_order);
    await shop.sandbox.payouts.returnMoney(no_order);
    expect(await operator.status(no_order)).toBe('returned');
    const page = await operator.page(no_order);
    expect(page).toContain('Returned by the bank');
    expect(page).toContain('A new payout needs a new number');
    const post = await fetch(`${shop.origin}/payments/payout-notify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(paid),
    });
    expect(post.status).toBe(200);
    expect(await operator.status(no_order)).toBe('returned');
    // The money is owed again.
    const again = await operator.pay();
    expect(operator.sent(again)).toEqual(['120.50']);
  });

  it('of a return is missed, and the sweeper finds it', async () => {
    const no_order = await operator.pay();
    await shop.sandbox.payouts.complete(no_order);
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payout' });
    await shop.sandbox.payouts.returnMoney(no_order);
    expect(await operator.status(no_order)).toBe('paid');
    await sweep();
    expect(await operator.status(no_order)).toBe('returned');
  });

  it('of a failure has LianLian’s reason', async () => {
    const no_order = await operator.pay();
    await shop.sandbox.payouts.fail(no_order, '收款账户已销户');
    expect(await operator.get(no_order)).toMatchObject({ status: 'failed', reason: '收款账户已销户' });
    expect(await operator.page(no_order)).toContain('收款账户已销户');
  });

  it('comes before the response, and stays', async () => {
    lose('payout.apply', 'after');
    const no_order = await operator.pay();
    await shop.sandbox.payouts.complete(no_order);
    expect(await operator.status(no_order)).toBe('paid');
    expect(shop.sandbox.payouts.deliveries(no_order)).toMatchObject([{ acknowledged: true }]);
  });

  it('settles nothing on the route of payments, nor a payment’s on that of payouts', async () => {
    const no_order = await operator.pay();
    shop.sandbox.scenario({ fault: 'dropped' });
    await shop.sandbox.payouts.complete(no_order);
    const post = async (route: string, fields: Readonly<Record<string, string>>): Promise<number> => {
      const body = JSON.stringify(fields);
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${shop.origin}/payments/${route}`, { method: 'POST', headers, body })).status;
    };
    expect(await post('notify', shop.sandbox.payouts.notification(no_order))).toBeGreaterThan(400);
    expect(await operator.status(no_order)).toBe('accepted');
    const order = await shop.order();
    await shop.askForQrCode(order);
    await shop.sandbox.pay(order);
    expect(await post('payout-notify', shop.sandbox.notification(order))).toBeGreaterThan(400);
    expect((await shop.payment(order)).status).not.toBe('paid');
    expect(await post('payout-notify', shop.sandbox.payouts.notification(no_order))).toBe(200);
    expect(await operator.status(no_order)).toBe('paid');
  });
});

describe('the balance', () => {
  it('is shown, with who vouches for it', async () => {
    const signed = await shop.operatorPage('payouts');
    expect(signed).toContain('CN¥1,000,000.00');
    await operator.pay();
    expect(await shop.operatorPage('payouts')).toContain('CN¥999,879.50');
  });

  it('is not known where LianLian cannot be asked, and suppliers can be paid all the same', async () => {
    shop.sandbox.scenario({ fault: 'bad-gateway', api: 'account.balance' });
    expect(await shop.operatorPage('payouts')).toContain('data-testid="balance-unknown"');
    await operator.pay();
  });
});

describe('the list of payouts', () => {
  it('has the newest first, and pages', async () => {
    const first = await operator.pay();
    const second = await operator.pay({ supplier: 'postcard-printer', purpose: '<b>paper</b>' });
    const page = await shop.operatorPage('payouts');
    expect(page.indexOf(second)).toBeLessThan(page.indexOf(first));
    expect(page).toContain('2 payouts, page 1 of 1');
    expect(page).not.toContain('<b>paper');
    expect(await shop.operatorPage('payouts?page=2')).toContain('2 payouts, page 1 of 1');
    expect(await shop.operatorPage('payouts/nothing')).toContain('There is no such payout');
  });
});
