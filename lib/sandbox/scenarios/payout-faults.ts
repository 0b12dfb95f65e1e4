import { both } from '../../diagnosis/signature-diagnosis.js';
import type { FaultView, PayoutRefusalCode, ReviewCode, ScenarioRule } from '../contract.js';

/** What a scenario, or a magic amount, decided about a payout when it was applied for. */
export interface PayoutFate {
  readonly ends: 'failed' | 'returned';
  /** For `returned`: how long after the success. */
  readonly afterMs: number;
}

/** What a fault decides about a payout that is applied for. */
export interface PayoutDecision {
  /** It is held back until a person confirms it. */
  readonly review?: ReviewCode;
  /** It fails before a bank hears of it. */
  readonly refusal?: PayoutRefusalCode;
  /** How it ends, once it was taken. */
  readonly fate?: PayoutFate;
  /** How long the query does not find it. */
  readonly recordAfterMs?: number;
}

/** A fault of a payout: what becomes of one that `payout.apply` takes. */
export interface PayoutFault extends FaultView {
  readonly of: 'payout';
  readonly decide: (rule: ScenarioRule) => PayoutDecision;
}

const TEN_MINUTES_MS = 600_000;
const REVIEWS: readonly [ReviewCode, ...ReviewCode[]] = ['4002', '4003', '4004'];
const REFUSALS: readonly [PayoutRefusalCode, ...PayoutRefusalCode[]] = ['4104', '4103', '9104'];

/** Everything that can become of a payout. */
export const payoutFaults: readonly PayoutFault[] = [
  {
    fault: 'payout-review',
    of: 'payout',
    title: both(
      'The payout needs a confirmation (4002, or ret_code 4003, 4004)',
      '代付需要确认（4002，或 ret_code 4003、4004）',
    ),
    reads: ['ret_code'],
    codes: REVIEWS,
    decide: ({ ret_code }) => ({ review: codeIn(REVIEWS, ret_code) }),
  },
  {
    fault: 'payout-refused',
    of: 'payout',
    title: both(
      'The payout fails at once (4104, or ret_code 4103, 9104); the same number may come again',
      '代付立即失败（4104，或 ret_code 4103、9104），可用同一单号重发',
    ),
    reads: ['ret_code'],
    codes: REFUSALS,
    decide: ({ ret_code }) => ({ refusal: codeIn(REFUSALS, ret_code) }),
  },
  {
    fault: 'payout-failed',
    of: 'payout',
    title: both('The bank fails the payout', '银行代付失败'),
    reads: [],
    decide: () => ({ fate: { ends: 'failed', afterMs: 0 } }),
  },
  {
    fault: 'payout-returned',
    of: 'payout',
    title: both(
      'The bank returns the money after the success (default ten minutes)',
      '代付成功后银行退回（默认十分钟后）',
    ),
    reads: ['ms'],
    decide: ({ ms = TEN_MINUTES_MS }) => ({ fate: { ends: 'returned', afterMs: ms } }),
  },
  {
    fault: 'payout-late-record',
    of: 'payout',
    title: both(
      'The query knows the payout late: 8901 until then (default ten minutes)',
      '查询延迟才有记录，此前返回 8901（默认十分钟）',
    ),
    reads: ['ms'],
    decide: ({ ms = TEN_MINUTES_MS }) => ({ recordAfterMs: ms }),
  },
];

function codeIn<Code extends string>(codes: readonly [Code, ...Code[]], ret_code: string | undefined): Code {
  return codes.find((code) => code === ret_code) ?? codes[0];
}
