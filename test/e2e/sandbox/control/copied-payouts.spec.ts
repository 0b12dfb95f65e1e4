import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LianlianSandbox, ScenarioRule } from 'nestjs-lianlian/testing';

import type { PayoutDetailView } from '../../../../lib/sandbox/contract.js';
import { payoutTest } from '../../../../lib/sandbox/panel/client/copied/payout-test.js';
import { runCopiedTest } from '../../../support/copied-test.js';
import { ControlClient } from '../support/control-client.js';
import { chinaTime, type Fields, ShopEnd, startSandbox } from '../support/merchant.js';
import { applied, confirmed } from '../support/payer.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BUSY = { status: 500, body: '' };
const OTHER = { no_order: 'p-0' };

let shop: ShopEnd;
const started: LianlianSandbox[] = [];

beforeEach(async () => {
  shop = await ShopEnd.open();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
  await shop.close();
});

/** What happens in a sandbox, with a shop that applies and confirms. */
class Happening {
  private constructor(
    readonly sandbox: LianlianSandbox,
    private readonly fields: Fields,
  ) {}

  static async begin(
    options: Parameters<typeof startSandbox>[0],
    money_order: string | undefined,
  ): Promise<Happening> {
    const sandbox = await startSandbox({ payoutMs: MINUTE_MS, ...options });
    started.push(sandbox);
    const amount: Fields = money_order === undefined ? {} : { money_order };
    return new Happening(sandbox, { ...amount, dt_order: chinaTime(sandbox.clock.now()) });
  }

  apply(changes: Fields = {}, own = this.sandbox): Promise<Fields> {
    return applied(own, shop.url, { ...this.fields, ...changes });
  }

  confirm(confirm_code = this.code, own = this.sandbox): Promise<Fields> {
    return confirmed(own, shop.url, { confirm_code });
  }

  async review(rule: Partial<ScenarioRule> = {}): Promise<void> {
    this.sandbox.scenario({ fault: 'payout-review', times: 1, ...rule });
    await this.apply();
  }

  later(ms: number): Promise<unknown> {
    return this.sandbox.clock.advance(ms);
  }

  private get code(): string {
    return this.sandbox.payouts.get('p-1').review?.confirm_code ?? '';
  }
}

/** What happened to the payout, and how its notifications were delivered. */
function told({ payouts }: LianlianSandbox): object {
  const { result_pay, refusedWith, history } = payouts.get('p-1');
  return {
    ...{ result_pay, refusedWith },
    history: history.map(({ what, detail }) => [what, detail]),
    delivered: payouts.deliveries('p-1').map(({ how, acknowledged }) => [how, acknowledged]),
  };
}

interface Case {
  readonly money_order?: string;
  readonly options?: Parameters<typeof startSandbox>[0];
  readonly happens: (happening: Happening) => Promise<unknown>;
}

const CASES: Readonly<Record<string, Case>> = {
  'is under way': { happens: (it) => it.apply() },
  'was paid in its time': {
    happens: async (it) => {
      await it.apply();
      await it.later(MINUTE_MS);
    },
  },
  'costs more than a sandbox has': {
    ...{ money_order: '2000000.00', options: { balance: '2000000.00' } },
    happens: (it) => it.apply(),
  },
  'the bank failed for a reason with quotes in it': {
    happens: async (it) => {
      await it.apply();
      await it.sandbox.payouts.fail('p-1', '账户\'已"销户\\');
    },
  },
  'a scenario let fail': {
    happens: async (it) => {
      it.sandbox.scenario({ fault: 'payout-failed' });
      await it.apply();
      await it.later(MINUTE_MS);
    },
  },
  'a scenario let return': {
    happens: async (it) => {
      it.sandbox.scenario({ fault: 'payout-returned' });
      await it.apply();
      await it.later(MINUTE_MS);
      await it.later(10 * MINUTE_MS);
    },
  },
  'its amount let return, while it was notified over and over': {
    money_order: '44444.36',
    happens: async (it) => {
      it.sandbox.scenario({ fault: 'dropped', kind: 'payout', times: 4 });
      await it.apply();
      await it.later(MINUTE_MS);
      await it.later(11 * MINUTE_MS);
    },
  },
  'a scenario held, with another code': {
    happens: async (it) => {
      await it.review({ ret_code: '4003' });
      await it.confirm();
      await it.sandbox.payouts.complete('p-1');
    },
  },
  'its amount held': {
    money_order: '44444.33',
    happens: async (it) => {
      await it.apply();
      await it.confirm();
    },
  },
  'another payout to the account held': {
    happens: async (it) => {
      await it.apply(OTHER);
      await it.apply();
      await it.confirm();
    },
  },
  'came with an amount that did nothing by itself': {
    ...{ money_order: '44444.31', options: { magicAmounts: false } },
    happens: (it) => it.apply(),
  },
  'came with an amount that did not return it': {
    ...{ money_order: '44444.36', options: { magicAmounts: false } },
    happens: async (it) => {
      await it.apply();
      await it.sandbox.payouts.complete('p-1');
      await it.sandbox.payouts.deliver('p-1', { how: 'late' });
      await it.later(10 * MINUTE_MS);
    },
  },
  'a scenario held with another code than its amount': {
    money_order: '44444.31',
    happens: (it) => it.review({ ret_code: '4004' }),
  },
  'nobody confirmed': {
    happens: async (it) => {
      await it.review();
      await it.later(DAY_MS);
    },
  },
  'its amount refused, and that came again': {
    money_order: '44444.34',
    happens: async (it) => {
      await it.apply();
      await it.apply();
      await it.sandbox.payouts.complete('p-1');
    },
  },
  'was too much for the balance, and came again': {
    options: { balance: '1.00' },
    happens: async (it) => {
      await it.apply();
      it.sandbox.setBalance('100.00');
      await it.apply();
    },
  },
  'was confirmed, but too much for the balance, and came again': {
    happens: async (it) => {
      await it.review();
      it.sandbox.setBalance('1.00');
      await it.confirm();
      it.sandbox.setBalance('100.00');
      await it.apply();
    },
  },
  'a scenario refused, whose query still knows nothing of it': {
    happens: async (it) => {
      it.sandbox.scenario([{ fault: 'payout-refused', ret_code: '4103', times: 1 }]);
      await it.apply();
      it.sandbox.scenario({ fault: 'payout-late-record', times: 1, ms: 5 * MINUTE_MS });
      await it.apply();
    },
  },
  'was notified late, lost and at last': {
    happens: async (it) => {
      it.sandbox.scenario([
        { fault: 'delayed', kind: 'payout', times: 1, ms: MINUTE_MS },
        { fault: 'duplicated', kind: 'payout', times: 1 },
      ]);
      await it.apply();
      await it.sandbox.payouts.complete('p-1');
      await it.later(MINUTE_MS);
      await it.sandbox.payouts.deliver('p-1', { how: 'late' });
      await it.later(10 * MINUTE_MS);
      await it.sandbox.payouts.returnMoney('p-1');
      await it.sandbox.payouts.deliver('p-1', { how: 'out-of-order' });
      await new ControlClient(it.sandbox).post('payouts/p-1/deliveries', {
        how: 'again',
        notification: 'n1',
      });
    },
  },
  'its amount changed the notification of': {
    money_order: '44444.29',
    happens: async (it) => {
      await it.apply();
      await it.sandbox.payouts.complete('p-1');
      await it.later(2 * MINUTE_MS);
    },
  },
};

// What happens within a millisecond has the same time, and still its order.
describe.each(['the machine’s clock', 'a clock that stands still'])(
  'by %s, a copied test goes as',
  (clock) => {
    beforeEach(() => {
      if (clock === 'a clock that stands still') vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each(Object.entries(CASES))(
      'it went for a payout that %s',
      async (_, { money_order, options = {}, happens }) => {
        const happening = await Happening.begin(options, money_order);
        await happens(happening);
        const { sandbox } = happening;
        const view = await new ControlClient(sandbox).get<PayoutDetailView>('payouts/p-1');
        const test = payoutTest(view, (__, en) => en);
        let again: LianlianSandbox | undefined;
        await runCopiedTest(test, {
          payOut: async (own) => {
            again = own;
            await happening.apply({}, own);
          },
          confirm: async (own, code) => {
            await happening.confirm(code, own);
          },
        });
        expect(again && told(again), test).toEqual(told(sandbox));
      },
    );
  },
);

it('a copied test of a payout expects what is right where the shop did otherwise', async () => {
  const happening = await Happening.begin({}, undefined);
  const { sandbox } = happening;
  shop.response = BUSY;
  await happening.apply();
  await sandbox.payouts.complete('p-1');
  const view = await new ControlClient(sandbox).get<PayoutDetailView>('payouts/p-1');
  const test = payoutTest(view, (__, en) => en);
  const payOut = async (own: LianlianSandbox): Promise<void> => {
    await happening.apply({}, own);
  };
  await expect(runCopiedTest(test, { payOut })).rejects.toThrow('to match object');
});
