import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LianlianError } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { CARD_FAMILIES, isSettled, isUnderWay } from '../orders/payment.js';
import { SavedCardsService } from './saved-cards.service.js';

/** How often the shop looks for cards to unbind. */
const EVERY_MS = 60_000;

/** An order older than this is no longer paid, and a card that LianLian does not list by then is not bound. */
const OPEN_MS = 7 * 24 * 3_600_000;

/**
 * Unbinds the cards that LianLian bound when they paid, and that nobody asked to keep.
 *
 * It is done apart from payments, which it never holds up: what fails is a line in the log, and is tried again.
 */
@Injectable()
export class UnwantedCardsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('UnwantedCards');
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(
    private readonly cards: SavedCardsService,
    private readonly orders: OrdersService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.unbindDue(), EVERY_MS).unref();
  }

  /** The database is closed after it. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  /** Unbinds those whose time has come. A round that is under way is waited for. */
  unbindDue(): Promise<void> {
    this.round ??= this.unbindAll().finally(() => {
      this.round = undefined;
    });
    return this.round;
  }

  private async unbindAll(): Promise<void> {
    try {
      for (const order of await this.orders.withUnwantedCards(new Date())) await this.unbind(order);
    } catch (error) {
      this.logger.error('Cards that nobody asked to keep were not unbound: tried again in a minute', error);
    }
  }

  private async unbind({ no_order, customer }: Order): Promise<void> {
    // Two processes of the shop call once, and one that dies in the middle calls again later.
    const card = await this.orders.putOffUnbinding(no_order, new Date());
    if (card === undefined) return;
    const ofCustomer = await this.orders.of(customer);
    if (ofCustomer.some((order) => keeps(order, card))) {
      await this.orders.forgetUnwantedCard(no_order);
      return;
    }
    // One of these may be about to keep the same card.
    const since = new Date(Date.now() - OPEN_MS);
    if (ofCustomer.some((order) => mayKeep(order, since))) return;
    try {
      const isListed = await this.cards.unbindListed(customer, card);
      const isOld = ofCustomer.some((order) => order.no_order === no_order && order.createdAt < since);
      // LianLian's list is not signed, and may lag behind: what it lacks is looked for again.
      if (isListed || isOld) await this.orders.forgetUnwantedCard(no_order);
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(
        `Order ${no_order} is paid, but its card, which the payer did not ask to keep, is still bound at LianLian. ` +
          `Tried again in an hour. ${error.message}`,
      );
    }
  }
}

function keeps({ payment }: Order, card: string): boolean {
  return payment.status === 'paid' && payment.card === card;
}

function mayKeep({ payment, keepsCard, tried, createdAt }: Order, since: Date): boolean {
  const binds = tried.some((family) => CARD_FAMILIES.includes(family));
  if (isSettled(payment) || createdAt < since || !binds) return false;
  return keepsCard === true || isUnderWay(payment);
}
