import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { MagicAmountView, ScenarioRule } from '../contract.js';
import { errorCodes } from '../data/data.js';
import { amountRules, ruleOfAmount } from '../common/amount-rules.js';
import { faultOf } from './faults.js';

const RETURN_CODE = /^4444(\d{4})\.44$/;

/**
 * The fault that an amount sets off by itself, if it sets one off.
 *
 * It strikes the first request to each API for an order, the first attempt of each notification, or the first apply of
 * each payout. A return code comes every time.
 */
export function magicRule(amount: string): ScenarioRule | undefined {
  const [, code] = RETURN_CODE.exec(amount) ?? [];
  if (code === undefined) return ruleOfAmount(amount);
  return errorCodes.some((each) => each.code === code) ? { fault: 'ret-code', ret_code: code } : undefined;
}

/** The table of these amounts, for the panel. */
export const magicAmounts: readonly MagicAmountView[] = [
  ...Object.entries(amountRules).map(([amount, rule]) => ({
    amount,
    fault: rule.fault,
    title: titleOf(rule),
  })),
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
