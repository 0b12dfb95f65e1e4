import type { ControlViolation } from '../../../contract.js';
import { said, t } from '../words.js';

/** What to enter instead, by the field. */
const PROBLEMS: Readonly<Record<string, string>> = {
  amount: t('请输入金额，如 49.95', 'Enter an amount, such as 49.95.'),
  ret_code: t('请选择要返回的 ret_code。', 'Choose the ret_code to answer with.'),
  probability: t('请输入 0 到 1 之间的数。', 'Enter a number from 0 to 1.'),
  times: t('请输入大于 0 的整数。', 'Enter a whole number from 1 on.'),
  ms: t('请输入毫秒数，最多 2147483647。', 'Enter a number of milliseconds, at most 2147483647.'),
};

/** What is wrong with a field of a scenario. */
export function scenarioProblem({ field, sentence }: ControlViolation): string {
  return PROBLEMS[field] ?? `${field} ${said(sentence)}`;
}
