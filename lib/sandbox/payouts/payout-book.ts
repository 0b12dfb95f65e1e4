import type { Changes } from '../common/changes.js';
import type { SandboxClock } from '../common/clock.js';
import type { EventHub } from '../common/events.js';
import { Groups } from '../common/groups.js';
import type { PayoutWhat } from '../contract.js';
import type { NumberedPayout, PayoutEntry } from './payout.js';
import { isNumbered } from './payout.js';

/** What a query asks for: the shop's number or LianLian's, or both. */
interface PayoutQuery {
  readonly oid_partner: string;
  readonly no_order?: string | undefined;
  readonly oid_paybill?: string | undefined;
}

/** Keeps every payout, and what happened to it. A merchant has one payout of a number, whenever it was sent. */
export class PayoutBook {
  private readonly entries = new Map<string, PayoutEntry>();
  private readonly ofNumber = new Groups<string, PayoutEntry>();
  private readonly ofCard = new Groups<string, PayoutEntry>();
  private readonly ofPaybill = new Map<string, NumberedPayout>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly hub: EventHub,
    private readonly changes: Changes,
  ) {}

  add(entry: PayoutEntry): void {
    this.entries.set(keyOf(entry), entry);
    this.ofNumber.add(entry.no_order, entry);
    this.ofCard.add(entry.cardFingerprint, entry);
    this.index(entry);
  }

  /** Gives a payout LianLian's number. */
  number(entry: PayoutEntry, oid_paybill: string): void {
    entry.oid_paybill = oid_paybill;
    this.index(entry);
  }

  /** The payout that fits a merchant's query. */
  find({ oid_partner, no_order, oid_paybill }: PayoutQuery): PayoutEntry | undefined {
    const found =
      no_order === undefined
        ? this.ofPaybill.get(oid_paybill ?? '')
        : this.entries.get(keyOf({ oid_partner, no_order }));
    if (found?.oid_partner !== oid_partner) return undefined;
    return oid_paybill === undefined || found.oid_paybill === oid_paybill ? found : undefined;
  }

  /** The payout of LianLian's number. */
  byPaybill(oid_paybill: string): NumberedPayout {
    const entry = this.ofPaybill.get(oid_paybill);
    if (entry === undefined) throw new Error(`there is no payout ${oid_paybill}`);
    return entry;
  }

  /** The payouts of a number, the shop's or LianLian's, oldest first. */
  numbered(number: string): readonly PayoutEntry[] {
    const own = this.ofPaybill.get(number);
    const shops = this.ofNumber.of(number);
    return own === undefined || shops.includes(own) ? shops : [own, ...shops];
  }

  /** The payouts to an account, oldest first. */
  toCard(cardFingerprint: string): readonly PayoutEntry[] {
    return this.ofCard.of(cardFingerprint);
  }

  /** Every payout, oldest first. */
  all(): readonly PayoutEntry[] {
    return [...this.entries.values()];
  }

  /** @param detail an amount, a number, a code, a reason; nothing secret */
  record(entry: PayoutEntry, what: PayoutWhat, detail?: string): void {
    const at = this.clock.now();
    entry.history.push({ at, what, detail });
    this.noteChange(entry);
    const { oid_partner, no_order, oid_paybill } = entry;
    this.hub.emit({ type: 'payout', at: at.toISOString(), oid_partner, no_order, oid_paybill, what, detail });
  }

  noteChange(entry: PayoutEntry): void {
    this.changes.note('payout', keyOf(entry));
  }

  /** The key of each in the state file. */
  keys(): readonly string[] {
    return [...this.entries.keys()];
  }

  save(key: string): PayoutEntry | undefined {
    return this.entries.get(key);
  }

  /** Replaces everything in it. */
  restore(entries: readonly PayoutEntry[]): void {
    this.entries.clear();
    this.ofNumber.clear();
    this.ofCard.clear();
    this.ofPaybill.clear();
    for (const entry of entries) this.add(entry);
  }

  private index(entry: PayoutEntry): void {
    if (isNumbered(entry)) this.ofPaybill.set(entry.oid_paybill, entry);
  }
}

function keyOf({ oid_partner, no_order }: Pick<PayoutEntry, 'oid_partner' | 'no_order'>): string {
  return `${oid_partner}/${no_order}`;
}
