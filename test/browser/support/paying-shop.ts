import type { INestApplication } from '@nestjs/common';
import { type ExpectedPayout, LianlianService, wholeSeconds } from 'nestjs-lianlian';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { openPayoutShop } from '../../support/payout-shop.js';

const RECEIVER = {
  ...{ flag_card: 'personal' as const, card_no: '6222020000000000123', acct_name: '张三' },
  ...{ info_order: '货款', memo: '货款' },
};

/** A Nest app that pays out at a sandbox, and is notified of what became of it. */
export class PayingShop {
  private constructor(
    private readonly opened: { readonly app: INestApplication; readonly payoutNotifyUrl: string },
    private readonly sent: Map<string, ExpectedPayout>,
    /** The results that its handler was told, once for each. */
    readonly told: readonly string[],
  ) {}

  static async open(sandbox: LianlianSandbox): Promise<PayingShop> {
    const sent = new Map<string, ExpectedPayout>();
    const told: string[] = [];
    const opened = await openPayoutShop({
      adapter: 'express',
      module: sandbox.options,
      office: {
        expectedPayout: (no_order) => sent.get(no_order) ?? null,
        onPayout: ({ result_pay }) => told.push(result_pay),
        expectedPayment: () => null,
        onPayment: () => undefined,
        onOtherResult: () => undefined,
      },
    });
    return new PayingShop(opened, sent, told);
  }

  /** Applies for a payout of 88.00. */
  async payOut(no_order: string): Promise<void> {
    const { payouts } = this.opened.app.get(LianlianService);
    const sum = { money_order: '88.00' };
    this.sent.set(no_order, sum);
    const notify_url = this.opened.payoutNotifyUrl;
    await payouts.apply({ ...RECEIVER, ...sum, no_order, notify_url, dt_order: wholeSeconds() });
  }

  /** A person confirms it with LianLian's code. */
  async confirm(no_order: string, confirm_code: string): Promise<void> {
    const { payouts } = this.opened.app.get(LianlianService);
    await payouts.confirm({ no_order, confirm_code, notify_url: this.opened.payoutNotifyUrl });
  }

  close(): Promise<void> {
    return this.opened.app.close();
  }
}
