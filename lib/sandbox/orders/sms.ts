import type { Changes } from '../common/changes.js';
import type { SandboxClock } from '../common/clock.js';
import type { Ids } from '../common/ids.js';
import { MINUTE_MS } from '../common/durations.js';
import { Refusal } from '../data/refusal.js';
import type { Card } from './cards.js';
import type { History } from './history.js';
import type { Ledger, LedgerEntry } from './ledger.js';

/** A code that was "sent" to a payer's phone, and the token that goes with it. */
export interface SmsStep {
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
export const TOKEN_LIFE_MS = 30 * MINUTE_MS;

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

  /**
   * Sends a code. An earlier token of the same order is invalid from then on.
   *
   * @param lifeMs how long it can be verified
   */
  send(entry: LedgerEntry, card: Card, mobile: string, lifeMs: number = TOKEN_LIFE_MS): SmsStep {
    const before = this.latest.get(entry);
    if (before !== undefined) this.useUp(before);
    const expiresAt = new Date(this.clock.now().getTime() + lifeMs);
    const step = { token: this.ids.token(), code: this.code, entry, card, mobile, expiresAt };
    this.add(step);
    this.changes.note('sms', step.token);
    this.history.record(entry, 'sms-sent');
    return step;
  }

  /**
   * @param order the order that a request names, and the API that has placed it
   * @throws Refusal 1000 for a token that is unknown, used up, expired, or another order's
   */
  step(token: string, order: Pick<LedgerEntry, 'oid_partner' | 'no_order' | 'api'>): SmsStep {
    const step = this.steps.get(token);
    if (
      step?.entry.oid_partner !== order.oid_partner ||
      step.entry.no_order !== order.no_order ||
      step.entry.api !== order.api
    )
      throw new Refusal('1000');
    if (this.clock.now() >= step.expiresAt) throw new Refusal('1000');
    return step;
  }

  /** Makes a token worth nothing any more. */
  useUp({ token }: SmsStep): void {
    if (this.steps.delete(token)) this.changes.note('sms', token);
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
