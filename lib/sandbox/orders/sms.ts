import type { Changes } from '../common/changes.js';
import type { SandboxClock } from '../common/clock.js';
import type { Ids } from '../common/ids.js';
import { Refusal } from '../common/refusal.js';
import type { Card } from './cards.js';
import type { History } from './history.js';
import type { Ledger, LedgerEntry } from './ledger.js';

/** A code that was "sent" to a payer's phone, and the token that goes with it. */
interface SmsStep {
  readonly token: string;
  readonly code: string;
  readonly entry: LedgerEntry;
  readonly card: Card;
  /** The phone that got it. */
  readonly mobile: string;
  readonly expiresAt: Date;
}

/** An SMS step as the state file keeps it. */
export type SavedSmsStep = Omit<SmsStep, 'entry'> & { readonly order: string };

/** How long the token of an SMS code lives. */
export const TOKEN_LIFE_MS = 30 * 60_000;

/** The SMS codes that were sent and not replaced. */
export class SmsCodes {
  private readonly steps = new Map<string, SmsStep>();
  /** The last step of each order, which is the only one. */
  private readonly latest = new WeakMap<LedgerEntry, SmsStep>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
    private readonly code: string,
    private readonly history: History,
    private readonly changes: Changes,
  ) {}

  /** The tokens of all. */
  keys(): readonly string[] {
    return [...this.steps.keys()];
  }

  save(token: string): SavedSmsStep | undefined {
    const step = this.steps.get(token);
    if (step === undefined) return undefined;
    const { entry, ...rest } = step;
    return { ...rest, order: entry.oid_paybill };
  }

  restore(steps: readonly SavedSmsStep[], ledger: Ledger): void {
    this.steps.clear();
    for (const { order, ...rest } of steps) this.add({ ...rest, entry: ledger.byPaybill(order) });
  }

  /** Sends a code. An earlier token of the same order is invalid from then on. */
  send(entry: LedgerEntry, card: Card, mobile: string): SmsStep {
    const before = this.latest.get(entry);
    if (before !== undefined && this.steps.delete(before.token)) this.changes.note('sms', before.token);
    const expiresAt = new Date(this.clock.now().getTime() + TOKEN_LIFE_MS);
    const step = { token: this.ids.token(), code: this.code, entry, card, mobile, expiresAt };
    this.add(step);
    this.changes.note('sms', step.token);
    this.history.record(entry, 'sms-sent');
    return step;
  }

  /** @throws Refusal 1000 for a token that is unknown, expired, or another order's */
  step(token: string, oid_partner: string, no_order: string): SmsStep {
    const step = this.steps.get(token);
    if (step?.entry.oid_partner !== oid_partner || step.entry.no_order !== no_order)
      throw new Refusal('1000');
    if (this.clock.now() >= step.expiresAt) throw new Refusal('1000');
    return step;
  }

  /** The last step of an order. */
  of(entry: LedgerEntry): SmsStep | undefined {
    return this.latest.get(entry);
  }

  private add(step: SmsStep): void {
    this.steps.set(step.token, step);
    this.latest.set(step.entry, step);
  }
}
