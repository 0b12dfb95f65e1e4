import { HttpException, Inject, Injectable } from '@nestjs/common';

import { LateTimer } from '../../common/timing/late-timer.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import {
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type OnceResult,
} from '../../common/inbox/notification-inbox.js';
import { ObservedSteps } from '../../common/logging/observed-steps.js';
import { didNotAnswer, withinTime } from '../../common/timing/within-time.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import {
  type AnyNotification,
  notificationFields,
  notificationSubject,
  numbersOf,
} from '../model/any-notification.js';
import { LianlianEvents } from '../model/lianlian-events.js';
import { NotificationUnavailable } from '../model/refusal.js';
import type { NotificationClaim } from './claim-of.js';
import { isDoneMeanwhile } from './done-meanwhile.js';
import { type BroughtBy, FailureReport } from './failure-report.js';
import { handleMessages } from './handle.messages.js';
import { HandlingPreparation } from './handling-preparation.js';
import type { HandlingPlan } from './handling-plan.js';
import type { NotificationHandlers } from './notification-handlers.js';
import type {
  HandledAs,
  NotificationObserver,
  NotificationResponse,
  NotificationTrace,
} from './notification-observer.js';
import { otherOutcome, reversed } from './other-outcome.js';
import { CLAIM_MS } from './payment-reversals.js';
import { isBarred, recall, unreachable } from './recall.js';
import type { HandlingTime } from './handling-time.js';
import { Slots } from './slots.js';

/** How many handlers run at once where each holds a connection of the app's pool, which commonly has ten. */
const MAX_CONCURRENT_TRANSACTIONS = 5;

/** How many connections of that pool are left to the app, where its size is known. */
const LEFT_TO_THE_APP = 2;

/** How long an inbox may take to be asked under a claim that holds a connection. */
const LOOK_MS = 2_000;

/** What brings a notification, and what a queue kept for the observer. */
interface Bringing {
  readonly broughtBy: BroughtBy;
  readonly trace?: unknown;
  /** Of who gives the handling up after a time. */
  readonly time?: HandlingTime;
}

/**
 * From claim to completion: what is done with one notification, once, whether a request, a worker or the
 * sweeper brings it, and however many copies come.
 */
@Injectable()
export class OnceOnlyHandler {
  private readonly logger = new LianlianLogger();
  private readonly slots: Slots;
  private readonly steps = new ObservedSteps<NotificationObserver>(handleMessages.observerFailed);

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly preparation: HandlingPreparation,
    private readonly report: FailureReport,
    private readonly events: LianlianEvents,
  ) {
    const { maxConcurrent = concurrencyOf(inbox) } = settings.notifications;
    const { connections } = inbox;
    if (inbox.transactional === true && connections !== undefined && maxConcurrent >= connections) {
      this.logger.warn(handleMessages.poolTooSmall(maxConcurrent, connections));
    }
    let isSaid = false;
    this.slots = new Slots(maxConcurrent, () => {
      if (!isSaid) this.logger.warn(handleMessages.allSlotsTaken(maxConcurrent));
      isSaid = true;
    });
  }

  /**
   * Resolves when the notification is handled, now or before.
   *
   * @throws HttpException 409 not as expected, 500 a hook failed or is missing, 503 busy, or no inbox
   */
  async handleOnce(
    notification: AnyNotification,
    handlers: NotificationHandlers,
    { broughtBy, trace, time }: Bringing,
  ): Promise<void> {
    await this.steps.run(
      () => this.report.reported(notification, broughtBy, () => this.handle(notification, handlers, time)),
      (observer, handle) => observer.observe(notification, handle, trace),
    );
  }

  /** Puts a notification into a queue, with the observer's trace. */
  send(
    notification: AnyNotification,
    enqueue: (trace: NotificationTrace | undefined) => Promise<void>,
  ): Promise<void> {
    return this.steps.run(
      async ([trace]: readonly NotificationTrace[]) => {
        await this.report.reported(notification, 'request', () => enqueue(trace));
        this.events.tell({ type: 'queued', ...numbersOf(notification) });
      },
      (observer, send) => observer.observeSend(notification, send),
    );
  }

  /** From now on the observer watches every notification that is handled, beside those that do already. */
  observeBy(observer: NotificationObserver): void {
    this.steps.observeBy(observer);
  }

  /** Tells the observers that the response to a notification is decided. */
  tellResponded(notification: AnyNotification, response: NotificationResponse): void {
    this.steps.tellAll((observer) => observer.responded?.(notification, response));
  }

  private async handle(
    notification: AnyNotification,
    handlers: NotificationHandlers,
    time?: HandlingTime,
  ): Promise<HandledAs> {
    const startedAt = performance.now();
    // Before the claim, which may hold a connection.
    const plan = await this.preparation.confirmedPlan(notification, handlers);
    const isFirst = plan !== undefined && (await this.runOnce(notification, plan, time));
    if (!isFirst) {
      this.events.tell({ type: 'repeated', ...numbersOf(notification) });
      return 'repeated';
    }
    const durationMs = Math.round(performance.now() - startedAt);
    this.events.tell({ type: 'handled', ...numbersOf(notification), durationMs });
    return 'done';
  }

  /** False for a copy of what was done before. */
  private async runOnce(
    notification: AnyNotification,
    plan: HandlingPlan,
    time?: HandlingTime,
  ): Promise<boolean> {
    const { claim } = plan;
    const { maxHandlingMs } = this.settings.notifications;
    const subject = notificationSubject(notification);
    const run = async (): Promise<OnceResult> => {
      time?.goOn();
      // The app's order may have changed while this waited for its turn, or for LianLian. Not under a claim that may hold
      // a connection.
      const { transactional } = this.inbox;
      if (transactional === true && (await isDoneMeanwhile(plan)))
        return { status: 'done', outcome: claim.outcome };
      return this.claimed(notification, plan);
    };
    time?.wait();
    const ran = await this.slots.run(claim.key, run, maxHandlingMs);
    if (ran === undefined) time?.goOn();
    const result =
      ran === undefined || ran.status === 'busy'
        ? await this.doneOr({ status: 'busy' }, notification, claim)
        : ran;
    switch (result.status) {
      case 'ran':
        return true;
      case 'done':
        if (result.outcome === claim.outcome) return false;
        throw otherOutcome(notification, result.outcome);
      case 'busy':
        throw new NotificationUnavailable('busy', handleMessages.inProgress(subject));
      case 'barred':
        throw reversed(notification);
      case 'lost':
        throw new NotificationUnavailable('lease-lost', handleMessages.leaseLost(subject));
    }
  }

  /**
   * What holds the claim may be another transaction that is refused at this moment, and comes again whenever this one does:
   * what is done is said all the same, or the payer's second payment would never be told.
   */
  private async doneOr(
    otherwise: OnceResult,
    notification: AnyNotification,
    { key }: NotificationClaim,
  ): Promise<OnceResult> {
    const outcome = await recall(this.inbox, notification, key);
    return outcome === undefined ? otherwise : { status: 'done', outcome };
  }

  /**
   * Does the work under its claim. What the work throws is passed on, and not what the inbox makes of it.
   *
   * An inbox that does not look by itself for what forbids the work is asked: under the claim, but before one that holds
   * a connection. Where that claim took so long that what forbids it may have come meanwhile, it is asked again.
   */
  private async claimed(notification: AnyNotification, { claim, work }: HandlingPlan): Promise<OnceResult> {
    const { leaseMs, maxHandlingMs } = this.settings.notifications;
    const { transactional, bars } = this.inbox;
    const isBarredNow = (): Promise<boolean> => isBarred(this.inbox, notification, claim);
    const looksBefore = bars !== true && transactional === true;
    const lookedAt = performance.now();
    if (looksBefore && (await isBarredNow())) {
      return this.doneOr({ status: 'barred' }, notification, claim);
    }
    // An inbox that an app has put around another one may say that it looks, and not pass on for what; or not say it, and
    // pass that on.
    let isTold = false;
    const limits = {
      ...{ leaseMs, maxHandlingMs },
      get unless() {
        isTold = true;
        return claim.unless;
      },
    };
    const hasLooked = (): boolean =>
      looksBefore ? performance.now() - lookedAt <= CLAIM_MS : bars === true && isTold;
    // Every connection may be held by a claim that asks.
    const isBarredStill = (): Promise<boolean> =>
      looksBefore
        ? withinTime(isBarredNow(), LOOK_MS, () =>
            unreachable(notification, didNotAnswer('The inbox', LOOK_MS)),
          )
        : isBarredNow();
    let hasBegun: boolean | undefined;
    let end: { readonly error?: unknown } | undefined;
    const watched = async (transaction?: unknown): Promise<void> => {
      const watch = this.watch(notification, maxHandlingMs);
      hasBegun = true;
      try {
        if (!hasLooked() && (await isBarredStill())) throw reversed(notification);
        await work(transaction);
        end = {};
      } catch (error) {
        end = { error };
        throw error;
      } finally {
        watch.stop();
      }
    };
    try {
      return await this.inbox.once(claim.key, claim.outcome, watched, limits);
    } catch (error) {
      const whatFailed = hasBegun === true ? givenUp : unreachable;
      if (end === undefined) throw whatFailed(notification, error);
      throw 'error' in end ? end.error : notCompleted(notification, error);
    }
  }

  private watch(notification: AnyNotification, maxHandlingMs: number): LateTimer {
    const tell = (): void => {
      const sentence = handleMessages.neverEnds(notificationSubject(notification), maxHandlingMs);
      this.logger.error(sentence, undefined, notificationFields(notification));
    };
    return new LateTimer(() => setTimeout(tell, maxHandlingMs).unref());
  }
}

function concurrencyOf(inbox: NotificationInbox): number {
  if (inbox.transactional !== true) return Infinity;
  const free = (inbox.connections ?? Infinity) - LEFT_TO_THE_APP;
  return Math.max(1, Math.min(MAX_CONCURRENT_TRANSACTIONS, free));
}

/** The inbox gave up the handler, which still runs. */
function givenUp(notification: AnyNotification, error: unknown): HttpException {
  const sentence = handleMessages.givenUp(notificationSubject(notification));
  return new NotificationUnavailable('not-completed', sentence, error);
}

/** The handler ran, and what it wrote was not committed, or that it ran could not be remembered. */
function notCompleted(notification: AnyNotification, error: unknown): HttpException {
  const sentence = handleMessages.notCompleted(notificationSubject(notification));
  return new NotificationUnavailable('not-completed', sentence, error);
}
