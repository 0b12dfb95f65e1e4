import { ConflictException, Injectable, Logger } from '@nestjs/common';
import { fenToYuan, LianlianService, wholeSeconds, yuanToFen } from 'nestjs-lianlian';

import { ShopDatabase } from '../database/shop-database.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Payout } from './payout.js';
import { afterNews, contradicts, type PayoutNews } from './payout-changes.js';
import { secondPayout } from './payout-refusal.js';
import { PayoutsRepository } from './payouts.repository.js';
import { SuppliersService } from './suppliers.service.js';

/** What the operator decides of a payout. */
export type NewPayout = Pick<Payout, 'no_order' | 'supplier' | 'money_order' | 'info_order'>;

/** What the receiver's bank may show. LianLian drops most punctuation from it. */
const MEMO = '连连小店货款';

/** Within this time the same amount to the same supplier is more likely a mistake than a debt. LianLian thinks so, too. */
const REPETITION_MS = 24 * 3_600_000;

/** What the shop notes of payouts: before LianLian hears of one, and whatever LianLian says of it. */
@Injectable()
export class PayoutBook {
  private readonly logger = new Logger('Payouts');

  constructor(
    private readonly database: ShopDatabase,
    private readonly payouts: PayoutsRepository,
    private readonly suppliers: SuppliersService,
    private readonly lianlian: LianlianService,
  ) {}

  /**
   * Stores a payout, one at a time, so that two operators never pay one supplier twice.
   *
   * @returns undefined where the very same one was noted before
   * @throws ConflictException if the supplier has a payout that stands in its way
   */
  note(payout: NewPayout): Promise<Payout | undefined> {
    const { account } = this.suppliers.get(payout.supplier);
    const [merchant] = this.lianlian.merchants.list();
    const wanted = { ...payout, money_order: fenToYuan(yuanToFen(payout.money_order)) };
    return this.database.transaction(async (transaction) => {
      await this.payouts.lock(transaction);
      const known = await this.payouts.find(wanted.no_order, transaction);
      if (known !== undefined) {
        if (isSame(known, wanted)) return undefined;
        throw sentBefore();
      }
      await this.refuseSecond(wanted, transaction);
      const now = new Date();
      const noted: Payout = {
        ...wanted,
        account,
        memo: MEMO,
        notify_url: merchant?.payoutNotifyUrl,
        createdAt: wholeSeconds(now),
        status: 'new',
        appliedAt: now,
        calledAt: now,
        version: 1,
      };
      await this.payouts.insert(noted, transaction);
      return noted;
    }, undefined);
  }

  /** @throws ConflictException if another payout stands in the way of this one */
  async refuseSecond(
    { supplier, money_order }: Pick<NewPayout, 'supplier' | 'money_order'>,
    open?: ShopTransaction,
  ): Promise<void> {
    const paidSince = new Date(Date.now() - REPETITION_MS);
    const other = await this.payouts.inTheWay({ supplier, money_order }, paidSince, open);
    if (other !== undefined) throw secondPayout(other, this.suppliers.get(supplier), REPETITION_MS);
  }

  /**
   * Keeps what LianLian says.
   *
   * @param isCurrent whether it is about the payout as it is: what is no end counts only then
   * @throws ConflictException if it is about another transaction than that of the payout
   */
  keep(
    no_order: string,
    news: PayoutNews,
    {
      isCurrent = () => true,
      open,
    }: { isCurrent?: (payout: Payout) => boolean; open?: ShopTransaction } = {},
  ): Promise<Payout> {
    return this.payouts.change(
      no_order,
      (payout) => {
        refuseOther(payout, news);
        if (contradicts(payout, news)) this.complain(payout, news);
        return isCurrent(payout) ? afterNews(payout, news) : payout;
      },
      open,
    );
  }

  private complain({ no_order, money_order, supplier, status }: Payout, news: PayoutNews): void {
    this.logger.error(
      `Payout ${no_order} of ${money_order} yuan to ${supplier} was ${status}, and now LianLian says: ${news.status}. ` +
        'More may have been paid than is owed, or nothing: compare with LianLian’s books, and pay nothing until then.',
    );
  }
}

function isSame(known: Payout, wanted: NewPayout): boolean {
  return (
    known.supplier === wanted.supplier &&
    known.money_order === wanted.money_order &&
    known.info_order === wanted.info_order
  );
}

/** The form of a payout goes with its number: with other fields it would be another payout. */
function sentBefore(): ConflictException {
  return new ConflictException(
    inWords({
      zh: '此表单已提交过，内容不同。没有再次付款；请在付款列表中查看，再重新打开表单。',
      en: 'This form was already sent, with something else in it. Nothing more was paid. Look at the payouts, then open the form again.',
    }),
  );
}

function refuseOther({ no_order, oid_paybill }: Payout, news: PayoutNews): void {
  if (oid_paybill === undefined || news.oid_paybill === undefined || oid_paybill === news.oid_paybill) return;
  throw new ConflictException(
    inWords({
      zh: `付款 ${no_order} 的连连交易号是 ${oid_paybill}，连连却提到 ${news.oid_paybill}：请人工核对，核对前不要付款。`,
      en: `Payout ${no_order} is LianLian's transaction ${oid_paybill}, and LianLian speaks of ${news.oid_paybill}: compare both with LianLian's books, and pay nothing until then.`,
    }),
  );
}
