import { randomBytes } from 'node:crypto';

import { ConflictException, Injectable, Logger } from '@nestjs/common';
import {
  formatLianlianTime,
  LianlianApiError,
  LianlianError,
  LianlianService,
  type PayoutNotification,
  type PayoutQueryResponse,
} from 'nestjs-lianlian';

import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import { failedEarly, isEarlyFailure, type Payout } from './payout.js';
import { type NewPayout, PayoutBook } from './payout-book.js';
import {
  afterLostConfirmation,
  afterLostSend,
  afterNotFound,
  confirmed,
  givenUp,
  type PayoutNews,
  sentAgain,
} from './payout-changes.js';
import { type FoundPayouts, noSuchPayout, PayoutsRepository } from './payouts.repository.js';

/** How long after a payment LianLian is asked whether the bank returned it, in case its notification was lost. */
const RETURNABLE_MS = 7 * 24 * 3_600_000;

/** How LianLian's notifications call the ends. */
const ENDS: ReadonlyMap<string, PayoutNews['status']> = new Map([
  ['SUCCESS', 'paid'],
  ['FAILURE', 'failed'],
  ['CANCEL', 'returned'],
  ['CLOSED', 'closed'],
]);

/**
 * Payouts: noted first, sent once, and sent again only under the same number, with the same fields, by a person who knows
 * that nothing was paid. What an error says of one is a guess, which LianLian's own word overrules at any time.
 */
@Injectable()
export class PayoutsService {
  private readonly logger = new Logger('Payouts');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly payouts: PayoutsRepository,
    private readonly book: PayoutBook,
  ) {}

  find(no_order: string): Promise<Payout | undefined> {
    return this.payouts.find(no_order);
  }

  /** @throws NotFoundException for a payout that there is not */
  async get(no_order: string): Promise<Payout> {
    const payout = await this.find(no_order);
    if (payout === undefined) throw noSuchPayout();
    return payout;
  }

  /** A page of all, newest first. */
  list(page: number): Promise<FoundPayouts> {
    return this.payouts.list(page);
  }

  /** Those of whose end nothing is known, oldest first. */
  open(): Promise<readonly Payout[]> {
    return this.payouts.open();
  }

  /** Those that LianLian may say an end of. One that it takes again is left to the operator: its query calls it failed. */
  async unsettled(): Promise<readonly Payout[]> {
    const unsettled = await this.payouts.unsettled(new Date(Date.now() - RETURNABLE_MS));
    return unsettled.filter((payout) => !failedEarly(payout));
  }

  /** @throws ConflictException if the supplier has a payout that stands in the way of this one */
  refuseSecond(payout: Pick<NewPayout, 'supplier' | 'money_order'>): Promise<void> {
    return this.book.refuseSecond(payout);
  }

  /**
   * Pays a supplier.
   *
   * @param payout with the number that the operator's form came with: sent twice, it is one payout
   * @throws ConflictException as `refuseSecond` does, or if the number is that of another payout
   */
  async pay(payout: NewPayout): Promise<void> {
    const noted = await this.book.note(payout);
    if (noted !== undefined) await this.send(noted, noted.appliedAt);
  }

  /** Sends the same payout again. @throws ConflictException if it is not known that nothing was paid */
  async sendAgain(no_order: string): Promise<void> {
    const now = new Date();
    await this.send(await this.payouts.change(no_order, (payout) => sentAgain(payout, now)), now);
  }

  /**
   * Lets a payout go that LianLian holds back.
   *
   * @throws ConflictException if it does not wait for that any more
   */
  async confirm(no_order: string): Promise<void> {
    const now = new Date();
    const { confirm_code = '', notify_url } = await this.payouts.change(no_order, (payout) =>
      confirmed(payout, now),
    );
    try {
      const { oid_paybill } = await this.lianlian.payouts.confirm({ no_order, confirm_code, notify_url });
      await this.book.keep(no_order, { status: 'accepted', oid_paybill });
    } catch (error) {
      const lost = { isNotSent: isNotSent(error), reason: messageOf(error) };
      await this.payouts.change(no_order, (payout) => afterLostConfirmation(payout, now, lost));
      this.passOver(error);
    }
  }

  /** Asks LianLian what became of a payout. Safe to repeat: nothing is sent by it. */
  async check(no_order: string): Promise<Payout> {
    const asked = await this.get(no_order);
    const { money_order, appliedAt } = asked;
    try {
      const response = await this.lianlian.payouts.query({ no_order, appliedAt }, { money_order });
      return await this.keepResponse(asked, response);
    } catch (error) {
      this.passOver(error);
      return asked;
    }
  }

  /**
   * Ends a payout that LianLian does not have: it is never sent again. LianLian is asked once more before.
   *
   * @throws ConflictException if LianLian does not say just now that it does not have it
   */
  async giveUp(no_order: string): Promise<void> {
    const since = new Date();
    await this.check(no_order);
    const { status } = await this.payouts.change(no_order, (payout) => givenUp(payout, since));
    if (status !== 'not-made') throw notGivenUp(no_order);
  }

  /** LianLian's notification, in the transaction that also notes it as done. */
  async notified(
    { no_order, oid_paybill, result_pay, info_order }: PayoutNotification,
    open?: ShopTransaction,
  ): Promise<void> {
    const status = ENDS.get(result_pay);
    if (status === undefined)
      throw new Error(`Payout ${no_order}: LianLian says ${result_pay}, which is no end`);
    const reason = status === 'failed' ? info_order : undefined;
    await this.book.keep(no_order, { status, oid_paybill, reason }, open === undefined ? {} : { open });
  }

  private async send(payout: Payout, begunAt: Date): Promise<void> {
    const { no_order, createdAt: dt_order, account, money_order, info_order, memo, notify_url } = payout;
    try {
      const { state, oid_paybill, confirm_code, reason } = await this.lianlian.payouts.apply({
        ...account,
        ...{ no_order, dt_order, money_order, info_order, memo, notify_url },
      });
      const isHeld = state === 'needs-confirmation';
      await this.book.keep(
        no_order,
        isHeld
          ? { status: 'under-review', review: reason, confirm_code }
          : { status: 'accepted', oid_paybill },
      );
    } catch (error) {
      // What became of this try says nothing of an earlier one whose result is not known. The module cannot know whether
      // there is such a one, and leaves open what a second refusal means; the shop does.
      const isFirst = payout.status === 'new';
      const ret_code = error instanceof LianlianApiError ? error.ret_code : undefined;
      const isUndone = isNotSent(error) || isEarlyFailure(ret_code);
      const isRefused = outcomeOf(error) === 'failed' || (isFirst && isUndone);
      const lost = { isRefused, reason: messageOf(error), ret_code };
      await this.payouts.change(no_order, (each) => afterLostSend(each, begunAt, lost));
      this.passOver(error);
    }
  }

  private async keepResponse(asked: Payout, response: PayoutQueryResponse): Promise<Payout> {
    const { no_order, version } = asked;
    const { state, final, oid_paybill, memo } = response;
    const isCurrent = (payout: Payout): boolean => payout.version === version;
    switch (state) {
      case 'not-found': {
        const now = new Date();
        return this.payouts.change(no_order, (payout) =>
          isCurrent(payout) ? afterNotFound(payout, final, now) : payout,
        );
      }
      case 'open':
        return this.book.keep(no_order, { status: 'accepted', oid_paybill }, { isCurrent });
      case 'needs-confirmation':
        return this.book.keep(no_order, { status: 'under-review' }, { isCurrent });
      case 'paid':
      case 'failed':
      case 'returned':
      case 'closed':
        return this.book.keep(no_order, {
          status: state,
          oid_paybill,
          reason: state === 'failed' ? memo : undefined,
        });
    }
  }

  /** What the call itself says is kept; a fault of the shop's is thrown on. */
  private passOver(error: unknown): void {
    if (!(error instanceof LianlianError)) throw error;
    this.logger.warn(error.message);
  }
}

/** A number of the payout's own: cut from nothing that another payout or an order has, too. */
export function newPayoutNumber(): string {
  return `P${formatLianlianTime(new Date()).slice(0, 8)}${randomBytes(11).toString('hex')}`;
}

function outcomeOf(error: unknown): LianlianError['outcome'] {
  return error instanceof LianlianError ? error.outcome : undefined;
}

function isNotSent(error: unknown): boolean {
  return outcomeOf(error) === 'not-sent';
}

/** Our own faults are for the log alone. */
function messageOf(error: unknown): string {
  return error instanceof LianlianError ? error.message : 'The shop itself failed: see its log.';
}

function notGivenUp(no_order: string): ConflictException {
  return new ConflictException(
    inWords({
      zh: `付款 ${no_order} 没有放弃：连连未确认没有这笔付款。请重新打开，查看最新状态。`,
      en: `Payout ${no_order} was not given up: LianLian did not say that it does not have it. Open it again to see where it stands.`,
    }),
  );
}
