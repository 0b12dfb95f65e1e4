import type { SandboxClock } from '../common/clock.js';
import type { HistoryWhat } from '../contract.js';
import type { Changes } from '../common/changes.js';
import type { EventHub } from '../common/events.js';
import type { HistoryEntry, OrderKey } from './transaction.js';

/** What of an order is written and emitted. */
interface Recorded extends OrderKey {
  readonly oid_paybill: string;
  readonly history: HistoryEntry[];
}

/** Writes down what happens to orders, and emits an event for it. */
export class History {
  constructor(
    private readonly clock: SandboxClock,
    private readonly hub: EventHub,
    private readonly changes: Changes,
  ) {}

  /**
   * @param detail an amount, a number, a reason; nothing secret
   * @param no_refund the refund that it is about
   */
  record(entry: Recorded, what: HistoryWhat, detail?: string, no_refund?: string): void {
    const at = this.clock.now();
    entry.history.push({ at, what, detail, ...(no_refund === undefined ? {} : { no_refund }) });
    const { oid_partner, no_order, oid_paybill } = entry;
    this.changes.note('order', oid_paybill);
    this.hub.emit({ type: 'order', at: at.toISOString(), oid_partner, no_order, oid_paybill, what, detail });
  }
}
