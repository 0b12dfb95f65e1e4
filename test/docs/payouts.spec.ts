import { type INestApplication, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { guide, translatedGuide } from './guide.js';
import type { Block } from './markdown.js';
import { freePort, writeSnippets } from './run-snippets.js';

/** The guide to payouts in both languages, done: its snippets run as a reader has them who copied them. */
const editions: readonly (readonly [name: string, blocks: readonly Block[]])[] = [
  ['English', guide.blocks],
  ['Chinese', translatedGuide.blocks],
];

interface Payout {
  readonly no_order: string;
  readonly state: string;
  readonly memo?: string;
}

interface Payouts {
  keep(bill: object): Payout;
  settle(payout: Payout): Promise<void>;
  confirm(payout: Payout): Promise<void>;
  check(payout: Payout): Promise<void>;
  unsettled(): readonly Payout[];
}

const routes = [
  ['the decorator', 'payouts.controller.js', 'PayoutsController', '/payouts/notify'],
  ['the mixin', 'shop.controller.js', 'ShopController', '/shop/payout-notify'],
] as const;

// The guide's own test, in both languages. Its cases stand here as they are there.
for (const [name, blocks] of editions)
  await writeSnippets(blocks, `payouts-example-${name}`)('payouts.e2e.spec.js');

describe.each(editions)('payouts as the guide in %s makes them', (name, blocks) => {
  const load = writeSnippets(blocks, `payouts-${name}`);

  describe.each(routes)('with %s', (_route, file, controller, path) => {
    let sandbox: LianlianSandbox;
    let app: INestApplication;
    let payouts: Payouts;

    beforeAll(async () => {
      sandbox = await LianlianSandbox.start({ payoutMs: 0 });
      const port = await freePort();
      const { PayoutsService } = (await load('payouts.service.js')) as { PayoutsService: Type<Payouts> };
      const { OrdersService } = (await load('orders.service.js')) as { OrdersService: Type };
      const loaded = (await load(file)) as Readonly<Record<string, Type>>;
      const payoutNotifyUrl = `http://127.0.0.1:${String(port)}${path}`;
      const testing = await Test.createTestingModule({
        imports: [
          LianlianModule.forRoot({
            ...sandbox.options,
            payoutNotifyUrl,
            sweeper: { olderThanMs: 1 },
            http: { timeoutMs: 2000 },
          }),
        ],
        controllers: [loaded[controller] ?? Object],
        providers: [PayoutsService, OrdersService],
      }).compile();
      app = testing.createNestApplication({ logger: false });
      await app.listen(port, '127.0.0.1');
      payouts = app.get(PayoutsService);
    });
    afterAll(async () => {
      await app.close();
      await sandbox.stop();
    });
    afterEach(() => {
      vi.restoreAllMocks();
      sandbox.scenarios.clear();
    });

    let cards = 0;
    const bill = (amount: string, id = `bill-${String(++cards)}`): object => {
      return { id, amount, card_no: `622202000000000${String(1000 + cards)}`, acct_name: '张三' };
    };
    const results = (payout: Payout): unknown[] =>
      sandbox.payouts.deliveries(payout.no_order).map(({ acknowledged }) => acknowledged);

    async function heldBackForADay(): Promise<Payout> {
      const payout = payouts.keep(bill('44444.32'));
      await payouts.settle(payout);
      expect(payouts.unsettled()).toContain(payout);
      await sandbox.clock.advance(24 * 60 * 60_000);
      return payout;
    }

    it('are paid, and the notification is acknowledged', async () => {
      const payout = payouts.keep(bill('88.00'));
      await payouts.settle(payout);
      await sandbox.clock.advance(0);
      expect(payout.state).toBe('paid');
      expect(results(payout)).toEqual([true]);
    });

    it('are returned after they were paid, with a second notification, and may be made anew', async () => {
      const due = bill('44444.36');
      const payout = payouts.keep(due);
      await payouts.settle(payout);
      expect(payouts.keep(due)).toBe(payout);
      await sandbox.clock.advance(600_000);
      expect(payout.state).toBe('returned');
      expect(results(payout)).toEqual([true, true]);
      expect(payouts.keep(due).no_order).not.toBe(payout.no_order);
    });

    it('fail with the reason of the notification', async () => {
      const payout = payouts.keep(bill('44444.35'));
      await payouts.settle(payout);
      await sandbox.clock.advance(0);
      expect(payout).toMatchObject({ state: 'failed', memo: '收款账户状态异常' });
    });

    it('are confirmed by a click, once, also where the response to it was lost', async () => {
      vi.spyOn(console, 'warn').mockReturnValue();
      const payout = payouts.keep(bill('44444.31'));
      await payouts.settle(payout);
      await payouts.settle(payout);
      expect(payout.state).toBe('needs-confirmation');
      sandbox.scenario({ fault: 'dropped-connection', api: 'payout.confirm', when: 'after', times: 1 });
      await payouts.confirm(payout);
      expect(payout.state).toBe('paid');
      await expect(payouts.confirm(payout)).rejects.toThrow('Nothing to confirm');
      expect(sandbox.requests.filter(({ api }) => api === 'payout.confirm').length).toBeGreaterThan(0);
      await sandbox.clock.advance(0);
      expect(results(payout)).toEqual([true]);
    });

    it('are closed where nobody confirms them, as a query tells', async () => {
      const payout = await heldBackForADay();
      await payouts.check(payout);
      expect(payout.state).toBe('closed');
    });

    if (controller === 'PayoutsController') {
      it('are closed where nobody confirms them, as the sweeper finds', async () => {
        const payout = await heldBackForADay();
        await app.get(LianlianService).sweeper.sweep();
        expect(payout.state).toBe('closed');
        expect(payouts.unsettled()).not.toContain(payout);
      });
    }

    it('are paid once where the response was lost, and asked about', async () => {
      const payout = payouts.keep(bill('44444.02'));
      await payouts.settle(payout);
      expect(payout.state).toBe('paid');
      const sent = sandbox.requests.filter(
        ({ api, fields }) => api === 'payout.apply' && fields['no_order'] === payout.no_order,
      );
      expect(sent).toHaveLength(1);
    });

    it('are refused before anything is sent, and no news of LianLian’s', async () => {
      sandbox.scenario({ fault: 'ret-code', ret_code: '1008', api: 'payout.apply', times: 1 });
      const payout = payouts.keep(bill('5.00'));
      await expect(payouts.settle(payout)).rejects.toMatchObject({ ret_code: '1008' });
      expect(payout.state).toBe('refused');
      expect(payouts.unsettled()).not.toContain(payout);
    });
  });
});
