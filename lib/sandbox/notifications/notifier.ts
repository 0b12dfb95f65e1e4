import { paddedAmount } from '../common/amount.js';
import type { Changes } from '../common/changes.js';
import type { SandboxClock } from '../common/clock.js';
import type { DeliveryHow, SandboxEvent } from '../contract.js';
import type { EventHub } from '../common/events.js';
import { Groups } from '../common/groups.js';
import { MINUTE_MS } from '../common/durations.js';
import { faultOf } from '../scenarios/faults.js';
import type { Scenarios, Strike } from '../scenarios/scenarios.js';
import type { Settings } from '../settings.js';
import type { Begun, Courier } from './courier.js';
import {
  type DeliveryAttempt,
  isAcknowledged,
  type Notification,
  type NotifiedEntry,
} from './notification.js';

/** A notification as the state file keeps it. */
export type SavedNotification = Omit<Notification, 'entry'> & { readonly order: string };

const DEFAULT_DELAY_MS = 10 * MINUTE_MS;

/** Delivers notifications until the shop acknowledges them. */
export class Notifier {
  private readonly notifications = new Map<string, Notification>();
  private readonly ofOrder = new Groups<object, Notification>();
  /** Those that a fault holds until the merchant's next one. */
  private readonly held = new Set<Notification>();
  private readonly planned = new Map<Notification, () => void>();
  private readonly plannedCopies = new Map<Date, () => void>();
  /** When LianLian's own attempts that are under way were due, and the late copies: a run that ends now makes them again. */
  private readonly underWay = new Map<Notification, Date>();
  private readonly copiesUnderWay = new Map<Date, Notification>();
  private isStopped = false;

  constructor(
    private readonly clock: SandboxClock,
    private readonly options: Settings['notifications'],
    private readonly courier: Courier,
    private readonly scenarios: Scenarios,
    private readonly hub: EventHub,
    private readonly changes: Changes,
  ) {}

  /** Makes the first attempt. Resolves when it ended, successful or not. The repeats run on the clock. */
  async send(
    kind: Notification['kind'],
    entry: NotifiedEntry,
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<void> {
    const id = `n${String(this.notifications.size + 1)}`;
    const body = JSON.stringify(fields);
    const notification: Notification = {
      ...{ id, kind, entry, url, fields, body },
      ...{ attempts: [], started: 0, repeats: 0, late: [] },
    };
    this.add(notification);
    const sent = this.attempt(notification, this.clock.now()).then(() => this.releaseBehind(notification));
    this.clock.track(sent);
    await sent;
  }

  /** Delivers a copy now, beside the repeats. An ack that counts ends them. */
  async deliver(notification: Notification, how: DeliveryHow = 'again'): Promise<readonly DeliveryAttempt[]> {
    const delivered = this.courier.deliver(notification, how, () => this.begin(notification));
    this.clock.track(delivered);
    const attempts = await delivered;
    if (isAcknowledged(notification)) this.stopRepeats(notification);
    this.noteChange(notification);
    this.tell(notification, attempts);
    return attempts;
  }

  /** Delivers a copy later, beside the repeats. Returns when it is due. */
  deliverLate(notification: Notification, delayMs: number = DEFAULT_DELAY_MS): Date {
    const at = new Date(this.clock.now().getTime() + delayMs);
    notification.late = [...notification.late, at];
    this.noteChange(notification);
    this.planCopy(notification, at);
    return at;
  }

  /** The notifications of an order or a payout, oldest first. */
  of(entry: Pick<NotifiedEntry, 'no_order'>): readonly Notification[] {
    return this.ofOrder.of(entry);
  }

  /** Every notification, oldest first. */
  all(): Iterable<Notification> {
    return this.notifications.values();
  }

  /** The notification of an id, if there is one. */
  get(id: string): Notification | undefined {
    return this.notifications.get(id);
  }

  /** Aborts what is under way. What is planned stays in the state, for the next start. */
  stop(): void {
    this.isStopped = true;
    this.courier.stop();
    this.cancelAll();
  }

  /** The ids of all. */
  keys(): readonly string[] {
    return [...this.notifications.keys()];
  }

  save(id: string): SavedNotification | undefined {
    const notification = this.notifications.get(id);
    if (notification === undefined) return undefined;
    const { entry, nextAt, late, ...rest } = notification;
    const again = isAcknowledged(notification) ? undefined : this.underWay.get(notification);
    const copies = [...this.copiesUnderWay].filter(([, of]) => of === notification).map(([at]) => at);
    return { ...rest, nextAt: nextAt ?? again, late: [...copies, ...late], order: entry.oid_paybill };
  }

  /**
   * Carries on with the repeats of an earlier run. What was under way when that was ended is due again.
   *
   * @param entryOf the order, or for the kind `payout` the payout, of LianLian's number
   */
  restore(
    saved: readonly SavedNotification[],
    entryOf: (kind: Notification['kind'], oid_paybill: string) => NotifiedEntry,
  ): void {
    this.cancelAll();
    this.notifications.clear();
    this.ofOrder.clear();
    this.held.clear();
    for (const { order, ...rest } of saved) {
      const lost = rest.started - rest.attempts.length;
      const notification = { ...rest, lost, entry: entryOf(rest.kind, order) };
      this.add(notification);
      if (notification.held === 'for-the-next') this.held.add(notification);
      if (notification.nextAt !== undefined) this.plan(notification, notification.nextAt);
      for (const at of notification.late) this.planCopy(notification, at);
    }
  }

  private add(notification: Notification): void {
    this.notifications.set(notification.id, notification);
    this.ofOrder.add(notification.entry, notification);
    this.noteChange(notification);
  }

  private noteChange({ id }: Notification): void {
    this.changes.note('notification', id);
  }

  /** Makes one of LianLian's own attempts, and plans the next one. */
  private async attempt(notification: Notification, due: Date): Promise<void> {
    notification.nextAt = undefined;
    const strike = notification.held === undefined ? this.strike(notification) : undefined;
    notification.held = undefined;
    this.held.delete(notification);
    if (strike !== undefined && this.isHeld(notification, strike)) return;
    this.underWay.set(notification, due);
    const attempts = await this.courier.deliver(notification, howOf(strike), () => this.begin(notification));
    this.underWay.delete(notification);
    notification.repeats += 1;
    // A reset in the meantime has removed it: then it is not repeated.
    if (this.notifications.get(notification.id) !== notification) return;
    const isOver = isAcknowledged(notification) || notification.repeats >= this.options.attempts;
    // Counted from when this attempt was due, so that repeats don't drift.
    if (!isOver) this.plan(notification, new Date(due.getTime() + this.options.intervalMs));
    this.noteChange(notification);
    this.tell(notification, attempts);
  }

  private begin(notification: Notification): Begun {
    const { entry } = notification;
    notification.started += 1;
    return {
      attempt: notification.started,
      sequence: this.of(entry).reduce((sum, { started }) => sum + started, 0),
      steps: entry.history.length,
      at: this.clock.now(),
    };
  }

  private strike({ kind, entry, fields }: Notification): Strike | undefined {
    const amount = paddedAmount(fields['money_refund'] ?? fields['money_order'] ?? '');
    const { api, no_order } = entry;
    return this.scenarios.strike({ of: 'notification', isSigned: true, kind, api, no_order, amount });
  }

  private isHeld(notification: Notification, { rule }: Strike): boolean {
    const fault = faultOf(rule.fault);
    const does = fault?.of === 'notification' ? fault.does : undefined;
    if (does !== 'hold-for-a-while' && does !== 'hold-for-the-next') return false;
    notification.held = does === 'hold-for-a-while' ? 'for-a-while' : 'for-the-next';
    if (notification.held === 'for-the-next') this.held.add(notification);
    this.plan(notification, new Date(this.clock.now().getTime() + (rule.ms ?? DEFAULT_DELAY_MS)));
    return true;
  }

  /** Delivers what a fault has held until the merchant's next notification. */
  private async releaseBehind(next: Notification): Promise<void> {
    const isBehind = (each: Notification): boolean =>
      each !== next && each.entry.oid_partner === next.entry.oid_partner;
    if (next.held !== undefined) return;
    for (const notification of [...this.held].filter(isBehind)) {
      this.stopRepeats(notification);
      await this.attempt(notification, this.clock.now());
    }
  }

  private plan(notification: Notification, at: Date): void {
    notification.nextAt = at;
    this.noteChange(notification);
    if (this.isStopped) return;
    const cancel = this.clock.schedule(at, async () => {
      this.planned.delete(notification);
      await this.attempt(notification, at);
    });
    this.planned.set(notification, cancel);
  }

  private planCopy(notification: Notification, at: Date): void {
    if (this.isStopped) return;
    const cancel = this.clock.schedule(at, async () => {
      this.plannedCopies.delete(at);
      notification.late = notification.late.filter((each) => each !== at);
      this.copiesUnderWay.set(at, notification);
      this.noteChange(notification);
      await this.deliver(notification, 'late');
      this.copiesUnderWay.delete(at);
      this.noteChange(notification);
    });
    this.plannedCopies.set(at, cancel);
  }

  private stopRepeats(notification: Notification): void {
    this.planned.get(notification)?.();
    this.planned.delete(notification);
    notification.nextAt = undefined;
  }

  private cancelAll(): void {
    for (const cancel of [...this.planned.values(), ...this.plannedCopies.values()]) cancel();
    this.planned.clear();
    this.plannedCopies.clear();
  }

  private tell(notification: Notification, attempts: readonly DeliveryAttempt[]): void {
    for (const attempt of attempts) this.hub.emit(deliveryEvent(notification, attempt));
  }
}

function howOf(strike: Strike | undefined): DeliveryHow | undefined {
  const fault = strike && faultOf(strike.rule.fault);
  if (fault?.of !== 'notification') return undefined;
  return fault.does === 'hold-for-a-while' || fault.does === 'hold-for-the-next' ? undefined : fault.does;
}

/** The event of an attempt. */
function deliveryEvent(
  { id, entry, nextAt }: Notification,
  { at, sequence: _, steps: __, body: ___, response: ____, tookMs: _____, ...attempt }: DeliveryAttempt,
): SandboxEvent {
  const { oid_partner, no_order, oid_paybill } = entry;
  return {
    type: 'delivery',
    at: at.toISOString(),
    notification: id,
    ...{ oid_partner, no_order, oid_paybill },
    ...attempt,
    nextAt: nextAt?.toISOString(),
  };
}
