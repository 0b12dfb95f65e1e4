import type { Strike } from '../scenarios/scenarios.js';
import { faultOf } from '../scenarios/faults.js';
import type { PayoutDecision } from '../scenarios/payout-faults.js';

/** What a scenario or a magic amount decides about a payout; nothing where none strikes. */
export function decided(strike: Strike | undefined): PayoutDecision {
  const fault = strike && faultOf(strike.rule.fault);
  return strike !== undefined && fault?.of === 'payout' ? fault.decide(strike.rule) : {};
}
