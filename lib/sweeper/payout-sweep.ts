import type { PayoutQueryResponse } from '../apis/payout/payout-query.response.js';
import type { PayoutService } from '../apis/payout/payout.service.js';
import { isBlank } from '../common/blank.js';
import { errorMessage, isInstance } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { errorFields, type LogFields } from '../common/logging/log-fields.js';
import { pause } from '../common/timing/pause.js';
import type { PayoutReference } from '../common/payments/payout-reference.js';
import { payoutEnd, type PayoutState } from '../common/payments/payout-state.js';
import { printable } from '../common/printable.js';
import type { MerchantRegistry } from '../config/merchant-registry.js';
import type { LianlianSettings } from '../config/settings.js';
import { LianlianError } from '../errors/lianlian.error.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import type { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import type { LianlianEvents } from '../notifications/model/lianlian-events.js';
import { type AskedOrder, askedOrder, listedTime } from './asked-order.js';
import { isDue } from './is-due.js';
import { handOn } from './hand-on.js';
import { payoutNotificationFrom } from './lost-payout-notification.js';
import { sweeperMessages } from './sweeper.messages.js';
import { SweptOrders } from './swept-orders.js';

/** A bank may return what was paid, and what failed may be sent again with the same number: perhaps without `appliedAt`. */
const MAY_CHANGE: readonly PayoutState[] = ['paid', 'failed'];

/** One payout of a round: LianLian is asked about it when it is due, and its end goes to the handlers. */
export class PayoutSweep {
  private readonly logger = new LianlianLogger();
  /** What this and earlier rounds saw. */
  readonly swept: SweptOrders;

  /** @param stopped ends the pauses between queries */
  constructor(
    private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
    private readonly payouts: PayoutService,
    private readonly handling: OnceOnlyHandler,
    private readonly events: LianlianEvents,
    private readonly stopped: AbortSignal,
  ) {
    this.swept = new SweptOrders(settings.sweeper.everyMs);
  }

  /**
   * @param isRepeated whether this round has read the list before, for another route
   * @throws Error for a row that cannot be asked about
   */
  async sweepIfDue(
    payout: PayoutReference,
    handlers: NotificationHandlers,
    isRepeated: boolean,
  ): Promise<void> {
    const { olderThanMs, perSecond } = this.settings.sweeper;
    const asked = await askedOrder(payout, this.merchants);
    const sentAt = isBlank(payout.appliedAt) ? undefined : listedTime('appliedAt', payout.appliedAt);
    // What is sent again, with the same number, is asked about anew.
    const key = JSON.stringify([asked.oid_partner, asked.no_order, sentAt]);
    if (!isDue(this.swept, key, asked, { olderThanMs, isRepeated })) return;
    const response = await this.query(payout, asked);
    const isEnded =
      response !== undefined && (await this.end(response, { ...asked, appliedAt: sentAt }, handlers));
    if (isEnded) this.swept.settle(key, MAY_CHANGE.includes(response.state));
    else this.wait(key, asked, response, sentAt !== undefined);
    await pause(1000 / perSecond, this.stopped);
  }

  /** Undefined where the query failed, which says nothing of the payout. */
  private async query(
    { appliedAt }: PayoutReference,
    asked: AskedOrder,
  ): Promise<PayoutQueryResponse | undefined> {
    const { no_order, oid_partner } = asked;
    try {
      const response = await this.payouts.query({ no_order, oid_partner, appliedAt: appliedAt ?? undefined });
      const { state, oid_paybill } = response;
      this.events.tell({ type: 'swept', kind: 'payout', oid_partner, no_order, oid_paybill, state });
      return response;
    } catch (error) {
      const sentence = isInstance(error, LianlianError) ? error.message : errorMessage(error);
      this.logger.warn(sentence, { ...fields(asked), ...errorFields(error) });
      return undefined;
    }
  }

  /** Whether the payout ended, and its end was handed on. */
  private async end(
    response: PayoutQueryResponse,
    asked: AskedOrder & { readonly appliedAt: string | undefined },
    handlers: NotificationHandlers,
  ): Promise<boolean> {
    const { state, result_pay } = response;
    if (payoutEnd(result_pay) !== state) return false;
    const notification = payoutNotificationFrom(response, asked);
    if (notification === undefined) {
      const sentence = sweeperMessages.payoutWithoutTransaction(printable(asked.no_order), state);
      this.logger.warn(sentence, { ...fields(asked), state });
      return false;
    }
    const { maxHandlingMs } = this.settings.notifications;
    return handOn(this.handling, notification, handlers, maxHandlingMs, () => {
      const sentence = sweeperMessages.handlerHangs(`payout ${printable(asked.no_order)}`, maxHandlingMs);
      this.logger.error(sentence, undefined, fields(asked));
    });
  }

  /** Asks again later, and says once what a person has to decide meanwhile. */
  private wait(
    key: string,
    asked: AskedOrder,
    response: PayoutQueryResponse | undefined,
    hasTime: boolean,
  ): void {
    const { state, final = false } = response ?? {};
    // With its time, the sweeper finds by itself when it is final that LianLian has none.
    const isStillUnknown = this.swept.postpone(key, state === 'not-found') && !hasTime;
    const told = toldOf(state, final, isStillUnknown);
    if (told !== undefined && this.swept.isNews(key, told.sentence.name)) {
      const sentence = told.sentence(printable(asked.no_order));
      if (told.level === 'warn') this.logger.warn(sentence, { ...fields(asked), state });
      else this.logger.error(sentence, undefined, { ...fields(asked), state });
    }
  }
}

function fields({ no_order, dt_order, oid_partner }: AskedOrder): LogFields {
  return { kind: 'payout', no_order, dt_order, oid_partner };
}

interface Told {
  readonly level: 'warn' | 'error';
  readonly sentence: (payout: string) => string;
}

function toldOf(state: PayoutState | undefined, isFinal: boolean, isStillUnknown: boolean): Told | undefined {
  const { needsConfirmation, payoutNeverArrived, payoutNotFound } = sweeperMessages;
  if (state === 'needs-confirmation') return { level: 'warn', sentence: needsConfirmation };
  if (state !== 'not-found') return undefined;
  if (isFinal) return { level: 'error', sentence: payoutNeverArrived };
  return isStillUnknown ? { level: 'warn', sentence: payoutNotFound } : undefined;
}
