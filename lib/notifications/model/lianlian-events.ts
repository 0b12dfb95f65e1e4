import { Injectable, Logger } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';

import type { AnyNotification } from '../receive/to-notification.js';

/**
 * What happened to a notification or a swept payment:
 * - `received`: verified; `repeated`: handled before, acknowledged again
 * - `queued`: acknowledged, to be handled by a worker; `handled`: its handler ran, or it was settled already
 * - `refused`: not accepted, with the HTTP status and a reason; `failed`: a hook threw or is missing
 * - `swept`: the sweeper asked LianLian, with the state that it was told
 */
export type LianlianEventType =
  'received' | 'repeated' | 'queued' | 'handled' | 'refused' | 'failed' | 'swept';

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
  | 'paid-twice'
  | 'not-confirmed'
  | 'busy'
  | 'over-budget'
  | 'inbox-unreachable'
  | 'lease-lost';

/** One event. It holds numbers that name orders, and no personal data. */
export interface LianlianEvent {
  readonly type: LianlianEventType;
  readonly at: Date;
  readonly kind?: AnyNotification['kind'] | undefined;
  readonly oid_partner?: string | undefined;
  readonly no_order?: string | undefined;
  readonly oid_paybill?: string | undefined;
  readonly no_refund?: string | undefined;
  readonly oid_refundno?: string | undefined;
  /** With `refused`: the HTTP status. */
  readonly status?: number | undefined;
  /** With `refused`. */
  readonly reason?: RefusalReason | undefined;
  /** With `failed`: the hook. */
  readonly hook?: string | undefined;
  /** With `handled`: milliseconds from claim to completion. */
  readonly durationMs?: number | undefined;
  /** With `swept`: the state of the payment. */
  readonly state?: string | undefined;
}

/** An event that is about to be told. */
export type EventDetails = Omit<LianlianEvent, 'at'>;

/** An event as it is kept: put together only for whoever asks. */
interface ToldEvent {
  readonly details: EventDetails;
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
  private readonly logger = new Logger('Lianlian');
  private readonly subject = new Subject<LianlianEvent>();
  private readonly counters = new Map<string, number>();
  private last: ToldEvent | undefined;

  /** Every event from now on. An observer that throws disturbs nobody. */
  readonly all$: Observable<LianlianEvent> = this.subject.asObservable();

  /**
   * How often each thing happened since the start: `handled`, `refused`, `refused.invalid-signature` and so on. They
   * only grow, as counters of Prometheus and OpenTelemetry do.
   */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counters);
  }

  /** The last notification that was received and verified, if one was since the start. */
  lastReceived(): LianlianEvent | undefined {
    return this.last && { ...this.last.details, at: this.last.at };
  }

  /** @internal */
  tell(details: EventDetails): void {
    const { type, reason } = details;
    const at = new Date();
    this.count(type);
    if (reason !== undefined) this.count(`${type}.${reason}`);
    if (type === 'received') this.last = { details, at };
    if (type === 'handled') this.logger.log(lineOf(details));
    else this.logger.debug(lineOf(details));
    if (this.subject.observed) this.subject.next({ ...details, at });
  }

  private count(name: string): void {
    this.counters.set(name, (this.counters.get(name) ?? 0) + 1);
  }
}

/** The numbers that name a notification. */
export function numbersOf(notification: AnyNotification): Omit<EventDetails, 'type'> {
  const { kind, oid_partner } = notification;
  if (kind === 'payment') {
    return { kind, oid_partner, no_order: notification.no_order, oid_paybill: notification.oid_paybill };
  }
  return { kind, oid_partner, no_refund: notification.no_refund, oid_refundno: notification.oid_refundno };
}

/** One line of `name=value` pairs, as log collectors read them. */
function lineOf(details: EventDetails): string {
  let line = `event=${details.type}`;
  let name: keyof EventDetails;
  for (name in details) {
    const value = details[name];
    if (value !== undefined && name !== 'type') line += ` ${name}=${quoted(String(value))}`;
  }
  return line;
}

function quoted(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : JSON.stringify(text);
}
