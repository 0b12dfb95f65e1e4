import { HttpException, HttpStatus, Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import type { NotificationQueue, QueuedNotification } from '../../common/inbox/notification-queue.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { HandlingTime } from '../handle/handling-time.js';
import { NotificationDispatcher } from '../handle/notification-dispatcher.js';
import { OnceOnlyHandler } from '../handle/once-only-handler.js';
import { isBusy } from '../model/refusal.js';
import { verifyNotification } from '../receive/verify-notification.js';
import { NotifyRoutes } from '../routes/notify-routes.js';
import { type QueuedFailure, queuedFailureOf } from './queued-failure.js';
import { queuedMessages } from './queued.messages.js';
import { documentOf, messageIn } from './queued-message.js';

/**
 * What became of a queued notification:
 * - `handled`, now or before: the job is done
 * - `busy`: another copy, or another payment of its order, is being handled; try again in a few seconds, without
 *   counting an attempt
 * - `failed`: try again with growing pauses, or, where `isFinal`, keep it for a person to look at
 */
export type QueuedResult =
  | { readonly status: 'handled' }
  | { readonly status: 'busy' }
  | ({ readonly status: 'failed' } & QueuedFailure);

/**
 * Both ends of a queue: what requests bring goes into it, and what a worker takes from it is handled here, as the
 * request would have.
 *
 * @example
 * // a worker of a queue of your own
 * const result = await queued.handle(JSON.parse(job.body));
 * if (result.status === 'handled') await job.remove();
 */
@Injectable()
export class QueuedNotifications implements OnModuleInit {
  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly dispatcher: NotificationDispatcher,
    private readonly merchants: MerchantRegistry,
    private readonly routes: NotifyRoutes,
    private readonly handling: OnceOnlyHandler,
  ) {}

  /** @internal */
  onModuleInit(): void {
    const { queue } = this.settings.notifications;
    if (queue !== undefined) this.use(queue);
  }

  /** From now on notifications go to this queue. `notifications.queue` of the options does the same. */
  use(queue: NotificationQueue): void {
    this.dispatcher.useQueue({
      keep: async ({ notification, trace, ...rest }) => {
        const { kind } = notification;
        const plain = { ...rest, kind, message: documentOf(notification) };
        await queue.enqueue(trace === undefined ? plain : { ...plain, trace });
      },
    });
  }

  /**
   * Handles one notification from the queue: its signature is verified once more, because anyone who can write to a
   * queue could write a payment. It never rejects.
   *
   * @param queued what `enqueue` was given; anything else is a final failure
   */
  async handle(queued: QueuedNotification): Promise<QueuedResult> {
    try {
      return await this.handleVerified(queued);
    } catch (error) {
      return isBusy(error) ? { status: 'busy' } : { status: 'failed', ...queuedFailureOf(error) };
    }
  }

  private async handleVerified({
    route: id,
    message: document,
    trace,
  }: QueuedNotification): Promise<QueuedResult> {
    const message = messageIn(document);
    if (message === undefined) return finalFailure(queuedMessages.unreadable());
    const route = this.routes.find(id);
    // Payments and payouts have the same fields: a message is what its route takes, and never what a job calls it.
    const verified = await verifyNotification(message, this.merchants, route?.takes ?? 'payments');
    if ('reason' in verified) {
      const { reason } = verified;
      const isReadable = reason !== 'not-a-notification' && reason !== 'unusable-amount';
      return finalFailure(isReadable ? queuedMessages.unverified(reason) : queuedMessages.unreadable());
    }
    if (route === undefined)
      return { status: 'failed', reason: queuedMessages.unknownRoute(), isFinal: false };
    const handlers = await route.handlersFor(verified.notification.oid_partner);
    const { maxHandlingMs } = this.settings.notifications;
    const time = new HandlingTime();
    const bringing = { broughtBy: 'queue', trace, time } as const;
    const handling = this.handling.handleOnce(verified.notification, handlers, bringing);
    if (await time.isEnoughFor(handling, maxHandlingMs)) return { status: 'handled' };
    // A handler that never ends would keep its worker from all other jobs.
    throw new JobTookTooLong(queuedMessages.tookTooLong(maxHandlingMs));
  }
}

/** A sentence of ours, which a queue may keep. */
class JobTookTooLong extends HttpException {
  constructor(sentence: string) {
    super(sentence, HttpStatus.SERVICE_UNAVAILABLE);
  }
}

function finalFailure(reason: string): QueuedResult {
  return { status: 'failed', reason, isFinal: true };
}
