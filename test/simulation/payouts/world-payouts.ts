import { fenToYuan } from '../../../lib/common/money.js';
import { formatLianlianTime } from '../../../lib/common/time.js';
import { MERCHANTS } from '../keys.js';
import { EPOCH } from '../scheduler.js';
import type { WorldPlan } from '../world-plan.js';
import type { PlannedPayout, PlannedSend } from './payout-plan.js';

/** What LianLian says of a payout that ended. */
export type PayoutWord = 'SUCCESS' | 'FAILURE' | 'CANCEL' | 'CLOSED';

/** One send of a payout, as LianLian has it. */
export interface Send {
  readonly planned: PlannedSend;
  /** Which of its payout's it is, from 0 on. */
  readonly index: number;
  readonly oid_paybill: string | undefined;
  readonly appliedAt: string;
  /** What LianLian says of it, the last word last. */
  readonly said: PayoutWord[];
}

/** A payout as its merchant and LianLian know it. */
export interface WorldPayout {
  readonly planned: PlannedPayout;
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  readonly money_order: string;
  /** What was sent up to now. */
  readonly sends: Send[];
}

export function payoutsOf({ payouts }: WorldPlan): WorldPayout[] {
  return payouts.map((planned, index) => ({
    planned,
    oid_partner: MERCHANTS[planned.merchant] ?? MERCHANTS[0],
    no_order: planned.sharesOrder ? 'order-0' : `payout-${String(index)}`,
    dt_order: `2026112112000${planned.sharesOrder ? '0' : String(index)}`,
    money_order: fenToYuan(planned.fen),
    sends: [],
  }));
}

/** The next send of a payout, as LianLian takes it. Undefined where no other one is planned. */
export function nextSend(payout: WorldPayout, number: number, now: number): Send | undefined {
  const index = payout.sends.length;
  const planned = payout.planned.sends[index];
  if (planned === undefined) return undefined;
  return {
    planned,
    index,
    oid_paybill: planned.hasTransaction ? `P${String(number)}-${String(index + 1)}` : undefined,
    appliedAt: formatLianlianTime(new Date(EPOCH + now)),
    said: [],
  };
}

/** The fields of LianLian's message about a payout: those of a payment's, and never a `pay_type`. */
export function payoutMessage(
  { oid_partner, no_order, dt_order, money_order }: WorldPayout,
  oid_paybill: string,
  result_pay: PayoutWord,
): Record<string, string> {
  return { oid_partner, no_order, dt_order, oid_paybill, money_order, result_pay };
}
