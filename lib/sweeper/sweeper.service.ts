import { setTimeout as sleep } from 'node:timers/promises';

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

import type { NotificationInbox } from '../common/notification-inbox.js';
import type { PaymentReference } from '../common/payment-reference.js';
import { formatLianlianTime, isLianlianTime, parseLianlianTime } from '../common/time.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import type { LianlianSettings } from '../config/settings.js';
import { LIANLIAN_SETTINGS } from '../config/tokens.js';
import { sweeperMessages } from './sweeper.messages.js';
import { NOTIFICATION_INBOX } from '../common/notification-inbox.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { NotifyRoutes } from '../notifications/routes/notify-routes.js';
import { PaymentQueriesService } from '../queries/payment-queries.service.js';
import type { PaymentStatus } from '../queries/payment-status.js';
import { type AskedOrder, notificationFrom } from './lost-notification.js';
import { BackOff } from './back-off.js';
import { listsUnsettledPayments } from './unsettled-payment.js';

/**
 * Asks LianLian about payments of which no notification came, and hands what it says to the very handlers that the
 * notification would have reached, through the same inbox: a lost notification ships its goods all the same, and
 * a late one ships nothing twice.
 *
 * It sweeps the controllers that have `unsettledPayments`, in every process of the app; a claim per order keeps
 * two processes from asking about one order at once.
 */
@Injectable()
export class SweeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Lianlian');
  private readonly backOff: BackOff;
  private readonly stopped = new AbortController();
  private rounds: Promise<void> = Promise.resolve();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly merchants: MerchantRegistry,
    private readonly routes: NotifyRoutes,
    private readonly queries: PaymentQueriesService,
    private readonly handling: OnceOnlyHandler,
    private readonly events: LianlianEvents,
  ) {
    this.backOff = new BackOff(settings.sweeper.everyMs);
  }

  /** Rounds begin only if the app lists unsettled payments and the option `sweeper` does not say otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.sweeper.enabled) return;
    const controllers = await Promise.all(this.routes.all().map((route) => route.controller()));
    if (controllers.some(listsUnsettledPayments)) this.rounds = this.sweepUntilStopped();
  }

  /** A round that runs finishes the payment that it is at. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.rounds;
  }

  /**
   * One round, now: for a cron job or a test. It rejects only if the app's own list does.
   *
   * @example await lianlian.sweeper.sweep();
   */
  async sweep(): Promise<void> {
    for (const route of this.routes.all()) {
      const controller = await route.controller();
      if (!listsUnsettledPayments(controller)) continue;
      const handlers = route.handlersOf(controller);
      for await (const payment of controller.unsettledPayments()) {
        if (this.stopped.signal.aborted) return;
        await this.sweepIfDue(payment, handlers);
      }
    }
    this.backOff.endRound();
  }

  private async sweepUntilStopped(): Promise<void> {
    const { signal } = this.stopped;
    const { everyMs } = this.settings.sweeper;
    // Processes that start together do not sweep together.
    while (await paused(everyMs * (0.5 + Math.random()), signal)) {
      try {
        await this.sweep();
      } catch (error) {
        this.logger.error(sweeperMessages.sweepFailed(), error instanceof Error ? error.stack : undefined);
      }
    }
  }

  private async sweepIfDue(payment: PaymentReference, handlers: NotificationHandlers): Promise<void> {
    const { olderThanMs, perSecond } = this.settings.sweeper;
    const asked = await this.askedOrder(payment);
    if (asked === undefined) return;
    const key = ['sweep', asked.oid_partner, asked.no_order, asked.dt_order]
      .map(encodeURIComponent)
      .join('/');
    const now = Date.now();
    const isOld = now - parseLianlianTime(asked.dt_order).getTime() >= olderThanMs;
    if (!isOld || !this.backOff.isDue(key, now)) return;
    const settled = await this.alone(key, () => this.ask(payment, asked, handlers));
    if (settled) this.backOff.settle(key);
    else this.backOff.postpone(key, now);
    await paused(1000 / perSecond, this.stopped.signal);
  }

  /** The order as text. One that cannot be asked about is reported, and does not end the round. */
  private async askedOrder({
    no_order,
    dt_order,
    oid_partner,
  }: PaymentReference): Promise<AskedOrder | undefined> {
    const time = dt_order instanceof Date ? formatLianlianTime(dt_order) : dt_order;
    const merchant = oid_partner ?? (await this.merchants.single())?.oidPartner;
    if (merchant !== undefined && isLianlianTime(time))
      return { no_order, dt_order: time, oid_partner: merchant };
    this.logger.error(sweeperMessages.cannotSweep(no_order));
    return undefined;
  }

  /** Runs one order's query under a claim of its own. False if another process is at it. */
  private async alone(key: string, ask: () => Promise<boolean>): Promise<boolean> {
    try {
      const claim = await this.inbox.claim(key, this.settings.notifications.leaseMs);
      if (claim.status !== 'claimed') return false;
      try {
        return await ask();
      } finally {
        await this.inbox.release(key, claim.token);
      }
    } catch (error) {
      this.logger.error(sweeperMessages.sweepFailed(), error instanceof Error ? error.stack : undefined);
      return false;
    }
  }

  /** Whether the payment is settled now, one way or the other. */
  private async ask(
    payment: PaymentReference,
    asked: AskedOrder,
    handlers: NotificationHandlers,
  ): Promise<boolean> {
    let status: PaymentStatus;
    try {
      status = await this.queries.find({ ...payment, ...asked });
    } catch (error) {
      // The query failed, which says nothing of the payment.
      this.logger.warn(error instanceof Error ? error.message : sweeperMessages.sweepFailed());
      return false;
    }
    const { state, response } = status;
    this.events.tell({
      type: 'swept',
      kind: 'payment',
      ...numbers(asked),
      oid_paybill: response?.oid_paybill,
      state,
    });
    if (response === undefined || state === 'pending') return false;
    const notification = notificationFrom(response, asked);
    if (notification === undefined) {
      this.logger.warn(sweeperMessages.sweptWithoutTransaction(asked.no_order, state));
      return false;
    }
    return this.handling.handleOnce(notification, handlers).then(
      () => true,
      // Reported where it failed; the next round asks again.
      () => false,
    );
  }
}

function numbers({ no_order, oid_partner }: AskedOrder): { no_order: string; oid_partner: string } {
  return { no_order, oid_partner };
}

async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
