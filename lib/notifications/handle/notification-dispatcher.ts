import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';

import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { handleMessages } from './handle.messages.js';
import { jobId, notificationId } from './claim-of.js';
import { HandlingPreparation } from './handling-preparation.js';
import { FailureReport } from './failure-report.js';
import { LateTimer } from '../../common/timing/late-timer.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { endsWithin } from '../../common/timing/within-time.js';
import { LianlianEvents } from '../model/lianlian-events.js';
import type { NotificationHandlers } from './notification-handlers.js';
import { OnceOnlyHandler } from './once-only-handler.js';
import type { NotificationSink } from './notification-sink.js';
import {
  type AnyNotification,
  notificationFields,
  notificationSubject,
  numbersOf,
  type ReceivedNotification,
} from '../model/any-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';

/** How many slow notifications are remembered as warned about. */
const MAX_WARNED = 1_000;

/**
 * Carries a request's notification to where it is handled, within the time that LianLian waits.
 *
 * The work is one promise that is never cancelled: a response that goes out too early (over budget, or an interceptor's
 * time-out) does not strand its claim.
 */
@Injectable()
export class NotificationDispatcher implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new LianlianLogger();
  private readonly running = new Set<Promise<void>>();
  private readonly warned = new Set<string>();
  private queue: NotificationSink | undefined;
  /** Set when the app begins to shut down, on the clock of `performance.now()`. */
  private stopsWaitingAt: number | undefined;
  private hasSaidWaits = false;

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly preparation: HandlingPreparation,
    private readonly handling: OnceOnlyHandler,
    private readonly report: FailureReport,
    private readonly events: LianlianEvents,
  ) {}

  /** From now on notifications are kept elsewhere, and workers handle them. */
  useQueue(queue: NotificationSink): void {
    this.queue = queue;
  }

  /** Handlers that run are waited for, within Nest's own shutdown: for the length of a lease at most. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runningEnded();
  }

  /** So are those of notifications that arrived meanwhile, within the same time: until now the app took connections. */
  async onApplicationShutdown(): Promise<void> {
    await this.runningEnded();
  }

  private async runningEnded(): Promise<void> {
    const { leaseMs } = this.settings.notifications;
    this.stopsWaitingAt ??= performance.now() + leaseMs;
    const isOver = await endsWithin(this.noneRuns(), Math.max(0, this.stopsWaitingAt - performance.now()));
    if (isOver || this.hasSaidWaits) return;
    this.hasSaidWaits = true;
    this.logger.error(handleMessages.shutdownWaits(this.running.size, leaseMs));
  }

  private async noneRuns(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /**
   * Resolves when the notification may be acknowledged.
   *
   * @throws HttpException 409 refused, 500 a hook failed or is missing, 503 busy, over budget, or no inbox
   */
  dispatch(
    { notification, arrivedAt }: ReceivedNotification,
    route: string,
    handlers: NotificationHandlers,
  ): Promise<void> {
    this.events.tell({ type: 'received', ...numbersOf(notification) });
    const work =
      this.queue === undefined
        ? this.handling.handleOnce(notification, handlers, { broughtBy: 'request' })
        : this.enqueue(this.queue, notification, route, handlers);
    const answered = this.withinBudget(work, notification, arrivedAt);
    const tell = (isAcknowledged: boolean) => (): void => {
      const seconds = (performance.now() - arrivedAt) / 1000;
      this.handling.tellResponded(notification, { isAcknowledged, seconds });
    };
    answered.then(tell(true), tell(false));
    return answered;
  }

  /**
   * Only what is expected is worth a job; what is settled needs none. A second payment of an order is: it becomes a
   * dead letter, which keeps the payer's money from being forgotten.
   */
  private async enqueue(
    sink: NotificationSink,
    notification: AnyNotification,
    route: string,
    handlers: NotificationHandlers,
  ): Promise<void> {
    const isWorthAJob = await this.report.reported(notification, 'request', () =>
      this.isWorthAJob(notification, handlers),
    );
    if (!isWorthAJob) return;
    const id = jobId(notification);
    await this.handling.send(notification, (trace) =>
      sink.keep({ id, route, notification, trace }).catch((cause: unknown) => {
        const sentence = handleMessages.queueUnreachable(notificationSubject(notification));
        throw new NotificationUnavailable('inbox-unreachable', sentence, cause);
      }),
    );
  }

  private async isWorthAJob(notification: AnyNotification, handlers: NotificationHandlers): Promise<boolean> {
    try {
      return await this.preparation.isOpen(notification, handlers);
    } catch (error) {
      if (error instanceof NotificationConflict && error.reason === 'paid-twice') return true;
      throw error;
    }
  }

  /** LianLian repeats a notification up to 30 times: one line says it all. */
  private warnOnce(notification: AnyNotification, sentence: string): void {
    const key = notificationId(notification);
    if (this.warned.has(key)) return;
    if (this.warned.size >= MAX_WARNED) this.warned.clear();
    this.warned.add(key);
    this.logger.warn(sentence, { ...notificationFields(notification), reason: 'over-budget' });
  }

  /** A late end of the work is reported where it happens; here only the response is decided. */
  private withinBudget(work: Promise<void>, notification: AnyNotification, arrivedAt: number): Promise<void> {
    const { budgetMs } = this.settings.notifications;
    this.running.add(work);
    return new Promise((resolve, reject) => {
      const onOverBudget = (): void => {
        reject(this.overBudget(notification));
      };
      const timer = new LateTimer(() =>
        setTimeout(onOverBudget, Math.max(0, arrivedAt + budgetMs - performance.now())),
      );
      const end = (): void => {
        timer.stop();
        this.running.delete(work);
        resolve(work);
      };
      work.then(end, end);
    });
  }

  private overBudget(notification: AnyNotification): NotificationUnavailable {
    const { budgetMs } = this.settings.notifications;
    this.events.tell({ type: 'refused', ...numbersOf(notification), status: 503, reason: 'over-budget' });
    const sentence = handleMessages.overBudget(notificationSubject(notification), budgetMs);
    this.warnOnce(notification, sentence);
    return new NotificationUnavailable('over-budget', sentence);
  }
}
