import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { type LianlianCallOptions, LianlianError, LianlianService } from 'nestjs-lianlian';

import { inWords } from '../language/text.js';
import { cardIdOf } from '../orders/card-id.js';
import { OrdersService } from '../orders/orders.service.js';

/** A card that LianLian keeps for a customer who asked for it when they paid. */
export interface SavedCard {
  /** What the shop's forms call it. */
  readonly id: string;
  /** The bank and the last four digits. */
  readonly name: string;
  readonly mobile: string;
  /** LianLian's token, which pays. It is never shown. */
  readonly no_agree: string;
}

/** How easypay's cards are listed. */
const PAY_TYPE = 'M';

/** The checkout waits for it. */
const WAIT_MS = 3_000;

/**
 * The cards are LianLian's to keep: the shop asks for them when it needs them. LianLian does not sign its list, so the shop
 * takes from it what to show, and from the notifications, which are signed, whose card it is.
 */
@Injectable()
export class SavedCardsService {
  private readonly logger = new Logger('SavedCards');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly orders: OrdersService,
  ) {}

  /** For the checkout, which has other ways to pay: undefined where LianLian does not answer soon. Why is in the log. */
  async ofPayer(customer: string): Promise<readonly SavedCard[] | undefined> {
    try {
      return await this.of(customer, { timeoutMs: WAIT_MS });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      return undefined;
    }
  }

  async of(customer: string, options?: LianlianCallOptions): Promise<readonly SavedCard[]> {
    const own = await this.idsOf(customer);
    if (own.size === 0) return [];
    const cards: SavedCard[] = [];
    for await (const card of this.listed(customer, options)) if (own.has(card.id)) cards.push(card);
    return cards;
  }

  /** @throws NotFoundException for a card that the customer does not have */
  async get(customer: string, id: string): Promise<SavedCard> {
    const card = (await this.of(customer)).find((each) => each.id === id);
    if (card === undefined)
      throw new NotFoundException(inWords({ zh: '没有这张卡。', en: 'There is no such card.' }));
    return card;
  }

  /** From then on its token pays nothing. */
  async unbind(customer: string, id: string): Promise<void> {
    await this.unbindToken(customer, await this.get(customer, id));
    await this.orders.forgetCard(customer, id);
  }

  /**
   * Unbinds a card that the customer does not keep, by what the shop's books call it.
   *
   * @returns false where LianLian's list does not have it
   */
  async unbindListed(customer: string, id: string): Promise<boolean> {
    for await (const card of this.listed(customer)) {
      if (card.id !== id) continue;
      await this.unbindToken(customer, card);
      return true;
    }
    return false;
  }

  private async unbindToken(user_id: string, { no_agree }: SavedCard): Promise<void> {
    await this.lianlian.cards.unbind({ user_id, pay_type: PAY_TYPE, no_agree });
  }

  /** All that LianLian says is bound, whether the customer keeps it or not. */
  private async *listed(
    user_id: string,
    options?: LianlianCallOptions,
  ): AsyncGenerator<SavedCard, void, undefined> {
    for await (const card of this.lianlian.cards.listAll({ user_id, pay_type: PAY_TYPE }, options)) {
      const { no_agree, bank_name, card_no, bind_mobile: mobile = '' } = card;
      yield { id: cardIdOf(no_agree), name: `${bank_name} •••• ${card_no}`, mobile, no_agree };
    }
  }

  /** The cards that paid for the customer's orders, and that they wanted to keep. LianLian binds every card that pays. */
  private async idsOf(customer: string): Promise<ReadonlySet<string>> {
    const orders = await this.orders.of(customer);
    return new Set(
      orders.flatMap(({ payment }) =>
        payment.status === 'paid' && payment.card !== undefined ? [payment.card] : [],
      ),
    );
  }
}
