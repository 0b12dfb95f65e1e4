import type { SandboxClock } from '../common/clock.js';
import { Refusal } from '../data/refusal.js';
import { retMessage } from '../data/data.js';
import type { SignableFields } from '../../wire/signature.js';
import type { PayoutRefusalCode } from '../contract.js';
import { faultOf } from '../scenarios/faults.js';
import type { PayoutDecision } from '../scenarios/payout-faults.js';
import type { Scenarios, Strike } from '../scenarios/scenarios.js';
import type { Balances } from './balances.js';
import { newPayout } from './new-payout.js';
import type { PayoutEntry } from './payout.js';
import type { PayoutBook } from './payout-book.js';
import { sandboxPayoutMessages } from './payout.messages.js';
import type { Payouts } from './payouts.js';
import { reviewOf } from './review.js';

/** How many wrong codes end the confirmation. */
const MOST_WRONG_CODES = 6;
const APPLY = 'payout.apply';
const CONFIRM = 'payout.confirm';

/** A payout that was taken. */
interface TakenPayout {
  readonly entry: PayoutEntry;
  /** To be called when the response was sent. Undefined for one under review. */
  readonly after?: (() => Promise<void>) | undefined;
}

/** What LianLian makes of a shop's requests about payouts: what it takes, and what it tells of it. */
export class PayoutRequests {
  constructor(
    private readonly clock: SandboxClock,
    private readonly book: PayoutBook,
    private readonly payouts: Payouts,
    private readonly balances: Balances,
    private readonly scenarios: Scenarios,
  ) {}

  /**
   * Takes a payout, or puts it under review. A number is taken once; after a failure of 4103, 4104 or 9104 it is taken
   * again where every field is as it was.
   *
   * @throws Refusal 1002 for a known number, 2005 while it is being worked on, 9104 where the balance is too low, and the
   * code of a scenario
   */
  apply(oid_partner: string, fields: SignableFields): TakenPayout {
    const now = this.clock.now();
    const asked = newPayout(APPLY, oid_partner, fields, now);
    const known = this.book.find({ oid_partner, no_order: asked.no_order });
    if (known !== undefined) this.assertRepeatable(known, asked);
    const entry = known ?? asked;
    if (known === undefined) this.book.add(entry);
    Object.assign(entry, { appliedAt: now, refusedWith: undefined, reason: undefined, review: undefined });
    this.book.record(entry, known === undefined ? 'applied' : 'applied-again', entry.money_order);

    const { money_order: amount, no_order } = entry;
    const decision = decisionOf(
      this.scenarios.strike({ of: 'payout', api: APPLY, isSigned: true, no_order, amount }),
    );
    entry.fate = decision.fate;
    entry.recordAt = decision.recordAfterMs === undefined ? undefined : after(now, decision.recordAfterMs);
    if (decision.refusal !== undefined) throw this.refused(entry, decision.refusal);
    const review = decision.review ?? reviewOf(entry, this.book);
    if (review === undefined) return this.accepted(entry, APPLY);
    this.payouts.review(entry, review);
    return { entry };
  }

  /**
   * Confirms a payout under review.
   *
   * @throws Refusal 4001 for one that is not under review, 4010 for a closed one, 4011 for a wrong code, 4008 from the
   * sixth one on, 9104 where the balance is too low
   */
  confirm(oid_partner: string, fields: SignableFields): TakenPayout {
    const { no_order = '', confirm_code, notify_url } = fields;
    const entry = this.book.find({ oid_partner, no_order });
    if (entry === undefined) throw refusal('4001', CONFIRM, sandboxPayoutMessages.unknown(no_order));
    if (this.payouts.isClosed(entry)) throw refusal('4010', CONFIRM);
    const { review } = entry;
    if (entry.result_pay !== 'CHECK' || review === undefined) {
      throw refusal('4001', CONFIRM, sandboxPayoutMessages.notUnderReview(entry));
    }
    if (review.wrongCodes >= MOST_WRONG_CODES) throw refusal('4008', CONFIRM);
    if (review.confirm_code !== confirm_code) {
      const wrongCodes = review.wrongCodes + 1;
      entry.review = { ...review, wrongCodes };
      this.book.record(entry, 'wrong-code', String(wrongCodes));
      throw refusal(wrongCodes >= MOST_WRONG_CODES ? '4008' : '4011', CONFIRM);
    }
    entry.notify_url = notify_url ?? entry.notify_url;
    this.book.record(entry, 'confirmed');
    this.payouts.settle(entry);
    return this.accepted(entry, CONFIRM);
  }

  /** The payout that a query finds: none while a scenario keeps it out of the records. */
  find(query: Parameters<PayoutBook['find']>[0]): PayoutEntry | undefined {
    const entry = this.book.find(query);
    if (entry === undefined || this.isLate(entry)) return undefined;
    this.payouts.isClosed(entry);
    return entry;
  }

  /** Whether it was taken, and a scenario keeps it out of the query's records. */
  isLate({ recordAt }: PayoutEntry): boolean {
    return recordAt !== undefined && this.clock.now() < recordAt;
  }

  private accepted(entry: PayoutEntry, api: string): TakenPayout {
    const after = this.payouts.accept(entry);
    if (after !== undefined) return { entry, after };
    throw this.refused(entry, '9104', api);
  }

  /** A failure before a bank heard of it: nothing was taken from the balance, and nothing is notified. */
  private refused(entry: PayoutEntry, ret_code: PayoutRefusalCode, api = APPLY): Refusal {
    const { oid_partner, money_order } = entry;
    const reason = retMessage(ret_code, api);
    Object.assign(entry, { result_pay: 'FAILURE', refusedWith: ret_code, reason });
    this.book.record(entry, 'refused', ret_code);
    const isPoor = ret_code === '9104' && !this.balances.covers(oid_partner, money_order);
    const why = isPoor ? sandboxPayoutMessages.poor(this.balances.of(oid_partner), money_order) : undefined;
    return refusal(ret_code, api, why);
  }

  private assertRepeatable(known: PayoutEntry, asked: PayoutEntry): void {
    this.payouts.isClosed(known);
    if (known.result_pay === 'PROCESSING') throw refusal('2005', APPLY, sandboxPayoutMessages.known(known));
    if (known.refusedWith === undefined) throw refusal('1002', APPLY, sandboxPayoutMessages.known(known));
    if (known.fieldsFingerprint !== asked.fieldsFingerprint) {
      throw refusal('1002', APPLY, sandboxPayoutMessages.changed(known));
    }
  }
}

/** What a scenario or a magic amount decides about a payout; nothing where none strikes. */
function decisionOf(strike: Strike | undefined): PayoutDecision {
  const fault = strike && faultOf(strike.rule.fault);
  return strike !== undefined && fault?.of === 'payout' ? fault.decide(strike.rule) : {};
}

function refusal(ret_code: string, api: string, reason?: Refusal['reason']): Refusal {
  return new Refusal(ret_code, retMessage(ret_code, api), true, [], reason);
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
