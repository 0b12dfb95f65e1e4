import { amountOfFen, fenOfAmount } from '../common/amount.js';
import type { Changes } from '../common/changes.js';
import type { SandboxClock } from '../common/clock.js';
import type { EventHub } from '../common/events.js';

/** A merchant's balance as the state file keeps it. */
export interface SavedBalance {
  readonly oid_partner: string;
  /** With two decimals. */
  readonly amt_balance: string;
}

/** What each merchant has to pay out from. */
export class Balances {
  private readonly fen = new Map<string, bigint>();

  /** @param initial what each merchant begins with */
  constructor(
    private readonly initial: ReadonlyMap<string, string>,
    private readonly clock: SandboxClock,
    private readonly hub: EventHub,
    private readonly changes: Changes,
  ) {}

  /** A merchant's balance, with two decimals. */
  of(oid_partner: string): string {
    return amountOfFen(this.fenOf(oid_partner));
  }

  /** @param amount decimal text with two decimals */
  set(oid_partner: string, amount: string): void {
    this.put(oid_partner, fenOfAmount(amount) ?? 0n);
  }

  /** Whether there is enough for an amount. */
  covers(oid_partner: string, amount: string): boolean {
    return this.fenOf(oid_partner) >= (fenOfAmount(amount) ?? 0n);
  }

  /** Takes an amount, if there is enough. */
  take(oid_partner: string, amount: string): boolean {
    if (!this.covers(oid_partner, amount)) return false;
    this.put(oid_partner, this.fenOf(oid_partner) - (fenOfAmount(amount) ?? 0n));
    return true;
  }

  /** Money comes back. */
  giveBack(oid_partner: string, amount: string): void {
    this.put(oid_partner, this.fenOf(oid_partner) + (fenOfAmount(amount) ?? 0n));
  }

  /** The merchants whose balance is another one than they began with. */
  keys(): readonly string[] {
    return [...this.fen.keys()];
  }

  save(oid_partner: string): SavedBalance | undefined {
    return this.fen.has(oid_partner) ? { oid_partner, amt_balance: this.of(oid_partner) } : undefined;
  }

  restore(saved: readonly SavedBalance[]): void {
    this.fen.clear();
    for (const { oid_partner, amt_balance } of saved) {
      this.fen.set(oid_partner, fenOfAmount(amt_balance) ?? 0n);
    }
  }

  private fenOf(oid_partner: string): bigint {
    return this.fen.get(oid_partner) ?? fenOfAmount(this.initial.get(oid_partner) ?? '') ?? 0n;
  }

  private put(oid_partner: string, fen: bigint): void {
    this.fen.set(oid_partner, fen);
    this.changes.note('balance', oid_partner);
    this.hub.emit({
      type: 'balance',
      at: this.clock.now().toISOString(),
      oid_partner,
      amt_balance: amountOfFen(fen),
    });
  }
}
