import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { MagicAmountView, ScenarioRule } from '../contract.js';
import { errorCodes } from '../data/data.js';
import { faultOf } from './faults.js';

/** Amounts of 44444 yuan: four sounds like death in Chinese, and no shop asks such a price by accident. */
const BY_AMOUNT: Readonly<Record<string, ScenarioRule>> = {
  '44444.01': { fault: 'time-out' },
  '44444.02': { fault: 'time-out', when: 'after' },
  '44444.03': { fault: 'dropped-connection' },
  '44444.04': { fault: 'dropped-connection', when: 'after' },
  '44444.05': { fault: 'bad-gateway' },
  '44444.06': { fault: 'bad-gateway', when: 'after' },
  '44444.07': { fault: 'html' },
  '44444.08': { fault: 'unsigned-error' },
  '44444.09': { fault: 'wrongly-signed' },
  '44444.10': { fault: 'slow', ms: 3000 },
  '44444.11': { fault: 'nameless' },
  '44444.12': { fault: 'no-result' },
  '44444.21': { fault: 'duplicated' },
  '44444.22': { fault: 'delayed', ms: 600_000 },
  '44444.23': { fault: 'reordered' },
  '44444.24': { fault: 'tampered' },
  '44444.25': { fault: 'unsigned' },
  '44444.26': { fault: 'foreign-key' },
  '44444.27': { fault: 'wrong-amount' },
  '44444.28': { fault: 'wrong-merchant' },
  '44444.29': { fault: 'dropped' },
  '44444.30': { fault: 'wrong-currency' },
  '44444.31': { fault: 'payout-review' },
  '44444.32': { fault: 'payout-review', ret_code: '4003' },
  '44444.33': { fault: 'payout-review', ret_code: '4004' },
  '44444.34': { fault: 'payout-refused' },
  '44444.35': { fault: 'payout-failed' },
  '44444.36': { fault: 'payout-returned' },
  '44444.37': { fault: 'payout-late-record' },
};

const RETURN_CODE = /^4444(\d{4})\.44$/;

/**
 * The fault that an amount sets off by itself, if it sets one off.
 *
 * It strikes the first request to each API for an order, the first attempt of each notification, or the first apply of
 * each payout. A return code comes every time.
 */
export function magicRule(amount: string): ScenarioRule | undefined {
  const [, code] = RETURN_CODE.exec(amount) ?? [];
  if (code === undefined) return Object.hasOwn(BY_AMOUNT, amount) ? BY_AMOUNT[amount] : undefined;
  return errorCodes.some((each) => each.code === code) ? { fault: 'ret-code', ret_code: code } : undefined;
}

/** The table of these amounts, for the panel. */
export const magicAmounts: readonly MagicAmountView[] = [
  ...Object.entries(BY_AMOUNT).map(([amount, rule]) => ({ amount, fault: rule.fault, title: titleOf(rule) })),
  {
    amount: '4444CCCC.44',
    fault: 'ret-code',
    title: both('Answers with the return code CCCC', '返回中间四位的 ret_code'),
  },
];

function titleOf({ fault, when, ret_code }: ScenarioRule): Sentence {
  const { en, zh } = faultOf(fault)?.title ?? both(fault, fault);
  if (ret_code !== undefined) return both(`${en}: ${ret_code}`, `${zh}：${ret_code}`);
  return when === 'after' ? both(`${en}, after processing`, `${zh}（处理后）`) : both(en, zh);
}
