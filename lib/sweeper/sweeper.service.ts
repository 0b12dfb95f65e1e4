import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';

import { jitteredMs } from '../common/back-off.js';
import { errorMessage, errorStack, isInstance } from '../common/error-text.js';
import { isBlank } from '../common/blank.js';
import { LianlianLogger } from '../common/lianlian-logger.js';
import { pause } from '../common/pause.js';
import type { PaymentReference } from '../common/payment-reference.js';
import { isFinalState, type PaymentState, pays } from '../common/payment-state.js';
import { endsWithin } from '../common/within-time.js';
import { isLianlianTime, lianlianTimeOf, parseLianlianTime } from '../common/time.js';
import { LianlianError } from '../errors/lianlian.error.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { sweeperMessages } from './sweeper.messages.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { type NotifyRoute, NotifyRoutes } from '../notifications/routes/notify-routes.js';
import { orderBeside } from '../queries/order-beside.js';
import { PaymentQuery } from '../queries/payment-query.js';
import type { PaymentStatus } from '../queries/payment-status.js';
import { queryMessages } from '../queries/query.messages.js';
import { type AskedOrder, notificationFrom } from './lost-notification.js';
import { SweptOrders } from './swept-orders.js';
import { listsUnsettledPayments } from './unsettled-payment.js';

/**
 * Asks LianLian about payments of which no notification came, and hands what it says to the very handlers that the
 * notification would have reached, through the same inbox: a lost notification ships its goods all the same, and
 * a late one ships nothing twice.
 *
 * It sweeps the controllers that have `unsettledPayments`, in every process of the app: each asks for itself, and what
 * LianLian says is handled once. Where that is too many queries, let one process sweep (`sweeper.enabled`).
 */
@Injectable()
export class SweeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new LianlianLogger();
  private readonly swept: SweptOrders;
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
    private readonly routes: NotifyRoutes,
    private readonly queries: PaymentQuery,
    private readonly handling: OnceOnlyHandler,
    private readonly events: LianlianEvents,
  ) {
    this.swept = new SweptOrders(settings.sweeper.everyMs);
  }

  /** Rounds begin only if the app lists unsettled payments and the option `sweeper` does not say otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.sweeper.enabled) return;
    const controllers = await Promise.all(this.routes.all().map((route) => route.controller()));
    if (controllers.some(listsUnsettledPayments)) void this.tracked(this.sweepUntilStopped());
  }

  /** Rounds that run finish the payment that they are at, those of `sweep` too. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.running);
  }

  /**
   * One round, now: for a cron job or a test. A row that cannot be used is logged with its number, and the others are
   * swept. It rejects only if one of the app's own lists does, after the other lists were swept.
   *
   * @example await lianlian.sweeper.sweep();
   */
  sweep(): Promise<void> {
    return this.tracked(this.sweepAll());
  }

  private async sweepAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const route of this.routes.all()) {
      if (this.stopped.signal.aborted) return;
      try {
        await this.sweepRoute(route);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    if (!this.stopped.signal.aborted) this.swept.endRound();
  }

  private async sweepRoute(route: NotifyRoute): Promise<void> {
    const controller = await route.controller();
    if (!listsUnsettledPayments(controller)) return;
    const handlers = route.handlersOf(controller);
    let row = 0;
    for await (const payment of controller.unsettledPayments()) {
      if (this.stopped.signal.aborted) return;
      row++;
      try {
        await this.sweepIfDue(payment, handlers);
      } catch (error) {
        this.logger.error(sweeperMessages.cannotSweep(row, nameOf(payment)), errorStack(error));
      }
    }
  }

  /** A round is waited for at shutdown, whoever began it. */
  private tracked(round: Promise<void>): Promise<void> {
    this.running.add(round);
    const end = (): void => {
      this.running.delete(round);
    };
    round.then(end, end);
    return round;
  }

  private async sweepUntilStopped(): Promise<void> {
    const { signal } = this.stopped;
    const { everyMs } = this.settings.sweeper;
    // Processes that start together do not sweep together.
    while (await pause(jitteredMs(everyMs, 0.5), signal)) {
      try {
        await this.sweep();
      } catch (error) {
        this.logger.error(sweeperMessages.sweepFailed(), errorStack(error));
      }
    }
  }

  /** @throws Error for a row that cannot be asked about */
  private async sweepIfDue(payment: PaymentReference, handlers: NotificationHandlers): Promise<void> {
    const { olderThanMs, perSecond } = this.settings.sweeper;
    const asked = await this.askedOrder(payment);
    // With its product: an order that is listed under both is asked about by both queries.
    const key = JSON.stringify([asked.oid_partner, payment.product, asked.no_order, asked.dt_order]);
    const isOld = Date.now() - parseLianlianTime(asked.dt_order).getTime() >= olderThanMs;
    if (!this.swept.isDue(key, isOld, olderThanMs)) return;
    const state = await this.ask(payment, asked, handlers);
    // The order may be paid yet, by another attempt.
    const isOfThisAttempt = state === 'failed' || state === 'authorized' || state === 'reversed';
    if (isFinalState(state)) this.swept.settle(key, isOfThisAttempt);
    else if (this.swept.postpone(key, state === 'not-found')) await this.lookBeside(key, payment, asked);
    await pause(1000 / perSecond, this.stopped.signal);
  }

  /**
   * Looks whether LianLian has the order with another time, and says so, or that it does not. Nothing is settled by it: the
   * order that the app lists is another one to LianLian, and every call about it fails until its time is corrected.
   */
  private async lookBeside(key: string, { product }: PaymentReference, asked: AskedOrder): Promise<void> {
    const { perSecond } = this.settings.sweeper;
    try {
      const found = await orderBeside({ ...asked, product }, async (question) => {
        await pause(1000 / perSecond, this.stopped.signal);
        return this.queries.respond(question);
      });
      if (!this.swept.looked(key, found === undefined ? 'unknown' : 'known')) return;
      if (found === undefined) {
        this.logger.warn(sweeperMessages.neverFound(asked.no_order, asked.dt_order, product));
        return;
      }
      this.logger.error(queryMessages.knownByOtherTime(asked, found));
      const otherTime = found.dt_order;
      this.events.tell({ type: 'swept', kind: 'payment', ...numbers(asked), state: 'not-found', otherTime });
    } catch (error) {
      this.swept.looked(key, 'failed');
      this.logger.warn(error instanceof Error ? error.message : sweeperMessages.sweepFailed());
    }
  }

  /** The order as text. @throws Error for one that cannot be asked about */
  private async askedOrder({ no_order, dt_order, oid_partner }: PaymentReference): Promise<AskedOrder> {
    const time: unknown = lianlianTimeOf(dt_order);
    const merchant = oid_partner ?? (await this.merchants.single())?.oidPartner;
    if (typeof no_order !== 'string' || isBlank(no_order)) throw new Error('no_order is not text');
    if (typeof time !== 'string' || !isLianlianTime(time)) throw new Error('dt_order is no time');
    if (merchant === undefined) throw new Error('oid_partner is missing');
    return { no_order, dt_order: time, oid_partner: merchant };
  }

  /** The payment's state; `pending` as long as a final one was not handed on. */
  private async ask(
    payment: PaymentReference,
    asked: AskedOrder,
    handlers: NotificationHandlers,
  ): Promise<PaymentState> {
    let status: PaymentStatus;
    try {
      status = await this.queries.find({ ...payment, ...asked });
    } catch (error) {
      // The query failed, which says nothing of the payment.
      this.logger.warn(isInstance(error, LianlianError) ? error.message : errorMessage(error));
      return 'pending';
    }
    const { state, response } = status;
    this.events.tell({
      type: 'swept',
      kind: 'payment',
      ...numbers(asked),
      oid_paybill: response?.oid_paybill,
      state,
    });
    // A success that may be an authorization is pending here; the app may know which of the two it is.
    if (response === undefined || (state === 'pending' && pays(response) === false)) return state;
    const notification = notificationFrom(response, asked);
    if (notification === undefined) {
      this.logger.warn(sweeperMessages.sweptWithoutTransaction(asked.no_order, state));
      return 'pending';
    }
    const handled = this.handling.handleOnce(notification, handlers, { broughtBy: 'sweep' }).then(
      () => state,
      // Reported where it failed; the next round asks again.
      (): PaymentState => 'pending',
    );
    const { maxHandlingMs } = this.settings.notifications;
    if (await endsWithin(handled, maxHandlingMs)) return handled;
    // A hook that hangs would keep the round from all other orders, and be its last.
    this.logger.error(sweeperMessages.handlerHangs(asked.no_order, maxHandlingMs));
    return 'pending';
  }
}

/** What a line calls a row: its number of an order, where it has one that can be read. */
function nameOf(payment: unknown): string | undefined {
  if (typeof payment !== 'object' || payment === null) return undefined;
  try {
    const name: unknown = Reflect.get(payment, 'no_order');
    return typeof name === 'string' ? JSON.stringify(name.slice(0, 32)) : undefined;
  } catch {
    return undefined;
  }
}

function numbers({ no_order, oid_partner }: AskedOrder): { no_order: string; oid_partner: string } {
  return { no_order, oid_partner };
}
