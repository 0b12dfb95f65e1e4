import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';

import { errorStack } from '../../common/secrets/error-text.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { LineRation } from '../../common/logging/line-ration.js';
import { namedValues } from '../../common/options/named-values.js';
import type { PaymentState } from '../../common/payments/payment-state.js';
import type { PayoutState } from '../../common/payments/payout-state.js';
import type { NotificationSubject, PaymentNumbers, PayoutNumbers } from './any-notification.js';
import { IsolatedObservable } from './isolated-observable.js';

/** Why a notification was refused. */
export type RefusalReason =
  | 'source'
  | 'malformed'
  | 'too-large'
  | 'too-slow'
  | 'unknown-merchant'
  | 'merchants-unreachable'
  | 'invalid-signature'
  | 'unknown-order'
  | 'other-merchant'
  | 'other-amount'
  | 'other-currency'
  | 'paid-twice'
  | 'other-transaction'
  | 'reversed'
  | 'contradicted'
  | 'not-final'
  | 'wrong-route'
  | 'not-confirmed'
  | 'busy'
  | 'over-budget'
  | 'inbox-unreachable'
  | 'not-completed'
  | 'lease-lost';

/** A message that was not verified: anybody may have sent it, so nothing in it is passed on. */
interface UnverifiedNumbers {
  readonly kind?: undefined;
}

interface EventDetailsByType {
  /** A notification was verified. */
  received: NotificationSubject;
  /** It was handled before, and acknowledged again. */
  repeated: NotificationSubject;
  /** It was acknowledged, and a worker will handle it. */
  queued: NotificationSubject;
  /** Its handler ran, or it was settled already. */
  handled: NotificationSubject & {
    /** Milliseconds from claim to completion. */
    readonly durationMs: number;
  };
  /** It was not accepted. Only a verified one has a `kind` and numbers. */
  refused: (NotificationSubject | UnverifiedNumbers) & {
    /** The HTTP status. */
    readonly status: number;
    readonly reason: RefusalReason;
  };
  /** A hook threw or is missing, or what it returned cannot be used. */
  failed: NotificationSubject & {
    /** The hook that threw or is missing; undefined where none is at fault. */
    readonly hook?: string | undefined;
  };
  /** The sweeper asked LianLian. */
  swept: SweptPayment | SweptPayout;
}

interface SweptPayment extends PaymentNumbers {
  readonly state: PaymentState;
  /**
   * Of `not-found`: the `dt_order`, `yyyyMMddHHmmss`, by which LianLian does know the order. The app did not keep the one
   * that it sent.
   */
  readonly otherTime?: string | undefined;
}

interface SweptPayout extends PayoutNumbers {
  readonly state: PayoutState;
  readonly otherTime?: undefined;
}

/**
 * What happened to a notification (of a payment, a refund or a payout: its `kind`), or to a swept payment or payout:
 * - `received`: verified; `repeated`: handled before, acknowledged again
 * - `queued`: acknowledged, to be handled by a worker; `handled`: its handler ran, or it was settled already
 * - `refused`: not accepted, with the HTTP status and a reason; `failed`: a hook threw or is missing
 * - `swept`: the sweeper asked LianLian, with the state that LianLian named
 */
export type LianlianEventType =
  'received' | 'repeated' | 'queued' | 'handled' | 'refused' | 'failed' | 'swept';

/** An event that is about to be told. */
type EventDetails = {
  [Type in LianlianEventType]: { readonly type: Type } & EventDetailsByType[Type];
}[LianlianEventType];

/**
 * One event: which fields it has follows from its `type`, and its numbers from its `kind`. It holds numbers that name
 * orders, and no personal data.
 *
 * @example
 * if (event.type === 'refused') console.log(event.status, event.reason);
 */
export type LianlianEvent = { readonly at: Date } & EventDetails;

/** An event as it is kept: put together only when it is asked for. */
interface ToldEvent {
  readonly details: Extract<EventDetails, { readonly type: 'received' }>;
  readonly at: Date;
}

/**
 * Everything that happens to notifications, as it happens, and counted: for logs, metrics and alarms.
 *
 * @example
 * events.all$.pipe(filter(({ type }) => type === 'failed')).subscribe((event) => alarm(event));
 */
@Injectable()
export class LianlianEvents {
  private readonly logger = new LianlianLogger();
  private readonly subject = new Subject<LianlianEvent>();
  private readonly counters = new Map<string, number>();
  private readonly unverifiedLines = new LineRation();
  private last: ToldEvent | undefined;

  /**
   * Every event from now on. A subscriber that throws or rejects is logged as an error, stays subscribed, and disturbs
   * neither notifications nor other subscribers; so does one of what is piped from it, or of `merge` and the like. Where
   * the app passes events on to a `Subject` of its own, an error of that one's subscribers is RxJS's to report.
   */
  readonly all$: Observable<LianlianEvent> = new IsolatedObservable(this.subject, (error) => {
    this.logger.error(
      'A subscriber of events.all$ failed. Notifications are handled all the same.',
      errorStack(error),
    );
  });

  /**
   * How often each thing happened since the start: `handled`, `refused`, `refused.invalid-signature` and so on. They
   * only grow, as counters of Prometheus and OpenTelemetry do.
   */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counters);
  }

  /** The last notification that was received and verified, if one was since the start. */
  lastReceived(): Extract<LianlianEvent, { readonly type: 'received' }> | undefined {
    return this.last && { ...this.last.details, at: this.last.at };
  }

  /** @internal */
  tell(details: EventDetails): void {
    const at = new Date();
    this.count(details.type);
    if (details.type === 'refused') this.count(`refused.${details.reason}`);
    if (details.type === 'swept' && details.otherTime !== undefined) this.count('swept.other-time');
    if (details.type === 'received') this.last = { details, at };
    this.log(details);
    if (this.subject.observed) this.subject.next({ ...details, at });
  }

  /** Anybody can send what is refused unverified: its lines are rationed, and what is left out is counted. */
  private log(details: EventDetails): void {
    const level = details.type === 'handled' ? 'log' : 'debug';
    if (!this.logger.isOn(level)) return;
    const isAnybodys = details.type === 'refused' && details.kind === undefined;
    const leftOut = isAnybodys ? this.unverifiedLines.next() : 0;
    if (leftOut === undefined) return;
    const { type, ...values } = details;
    const line = `event=${type} ${namedValues(values)}`;
    const fields = { event: type, ...values };
    if (leftOut === 0) this.logger[level](line, fields);
    else this.logger[level](`${line} left_out=${String(leftOut)}`, { ...fields, left_out: leftOut });
  }

  private count(name: string): void {
    this.counters.set(name, (this.counters.get(name) ?? 0) + 1);
  }
}
