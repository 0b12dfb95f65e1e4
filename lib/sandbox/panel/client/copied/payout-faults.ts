import type { PayoutDetailView, ScenarioRule } from '../../../contract.js';
import { ruleOfAmount } from '../../../common/amount-rules.js';
import { LATE_MS } from './delivery-test.js';
import { literalOf } from './literal.js';

/** Something that happened to a payout. */
export type PayoutStep = PayoutDetailView['history'][number];

/** What makes of a payout, in a test, what became of it when it was applied for. */
interface PayoutFault {
  /** The scenario that has to be set up before; undefined where nothing, or its amount, does it. */
  readonly scenario?: ScenarioRule | undefined;
  /** Its amount would do what did not happen, or what the test does itself. */
  readonly isNotOfItsAmount: boolean;
}

/** The codes of a scenario that names none. */
const BY_DEFAULT = new Set(['4002', '4104']);

/** Faults that a test tells in lines of its own. */
const TOLD = new Set(['payout-review', 'payout-refused', 'payout-returned']);

/** What followed a step at once; undefined for the last one. */
export function nextStep(step: PayoutStep, { history }: PayoutDetailView): PayoutStep | undefined {
  return history[history.indexOf(step) + 1];
}

/** What was decided about a payout at such a step. An amount decides about the first apply alone. */
export function faultAt(step: PayoutStep, payout: PayoutDetailView): PayoutFault {
  const scenario = scenarioAt(step, payout);
  const byItself = step.what === 'applied' ? ruleOfAmount(payout.money_order) : undefined;
  if (byItself === undefined) return { scenario, isNotOfItsAmount: false };
  if (literalOf({ ...byItself }) === literalOf({ ...scenario })) return { isNotOfItsAmount: false };
  return { scenario, isNotOfItsAmount: TOLD.has(byItself.fault) };
}

function scenarioAt(step: PayoutStep, payout: PayoutDetailView): ScenarioRule | undefined {
  const { appliedAt, hiddenUntil, history } = payout;
  const { what, detail = '' } = nextStep(step, payout) ?? step;
  const ret_code = BY_DEFAULT.has(detail) ? undefined : detail;
  if (what === 'needs-confirmation') return { fault: 'payout-review', ret_code };
  if (what === 'refused') return { fault: 'payout-refused', ret_code };
  const isLast = history.findLast((each) => each.what.startsWith('applied')) === step;
  if (hiddenUntil === undefined || !isLast) return undefined;
  const ms = Date.parse(hiddenUntil) - Date.parse(appliedAt);
  return { fault: 'payout-late-record', ms: ms === LATE_MS ? undefined : ms };
}
