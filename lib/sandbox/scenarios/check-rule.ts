import { both } from '../../diagnosis/signature-diagnosis.js';
import { notificationKinds, type ScenarioRule } from '../contract.js';
import { apiTitles, errorCodes } from '../data/data.js';
import {
  amount,
  type InputRules,
  oneOf,
  text,
  inputMistakes,
  timerMs,
  whole,
} from '../common/input-rules.js';
import { SandboxError, type InputMistake } from '../common/sandbox-error.js';
import { faultOf, faults } from './faults.js';

const FIELDS: InputRules = {
  fault: oneOf(...faults.map(({ fault }) => fault)),
  api: oneOf(...apiTitles.map(({ id }) => id)),
  amount,
  no_order: text,
  kind: oneOf(...notificationKinds),
  probability: {
    rule: both('must be a number from 0 to 1', '须为 0 至 1 之间的数'),
    test: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  times: {
    rule: both('must be a whole number from 1 on', '须为大于 0 的整数'),
    test: (value) => whole.test(value) && value !== 0,
  },
  when: oneOf('before', 'after'),
  ret_code: {
    rule: both(
      "must be an error code of LianLian's documents, as text: '2008'",
      "须为连连文档中的错误码，文本形式，如 '2008'",
    ),
    test: (value) => errorCodes.some(({ code }) => code === value),
  },
  ms: timerMs,
};

/**
 * Checks a rule or a list of rules.
 *
 * @throws SandboxError 400 with every field that is wrong. In a list the name has the place: `[1].fault`
 */
export function assertRules(value: unknown): readonly ScenarioRule[] {
  const mistakes = Array.isArray(value)
    ? value.flatMap((each: unknown, at) =>
        mistakesIn(each).map(({ field, rule }) => ({ field: `[${String(at)}].${field}`, rule })),
      )
    : mistakesIn(value);
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
  return (Array.isArray(value) ? value : [value]) as readonly ScenarioRule[];
}

function mistakesIn(value: unknown): readonly InputMistake[] {
  const mistakes = inputMistakes(value, FIELDS);
  if (mistakes.length > 0) return mistakes;
  return 'fault' in Object(value)
    ? unread(value as ScenarioRule)
    : [{ field: 'fault', rule: both('is missing', '缺失') }];
}

/** A field that the fault does not read is a mistake. */
function unread(rule: ScenarioRule): readonly InputMistake[] {
  const fault = faultOf(rule.fault);
  if (fault === undefined) return [];
  const meansNothing = both(`means nothing to the fault ${fault.fault}`, `对故障 ${fault.fault} 没有意义`);
  const ignored = (['when', 'ret_code', 'ms'] as const).filter(
    (field) => rule[field] !== undefined && !fault.reads.includes(field),
  );
  const mistakes: InputMistake[] = ignored.map((field) => ({
    field,
    rule: meansNothing,
  }));
  if (fault.of !== 'notification' && rule.kind !== undefined) {
    mistakes.push({ field: 'kind', rule: meansNothing });
  }
  const { codes, kinds } = fault;
  if (kinds !== undefined && rule.kind !== undefined && !kinds.includes(rule.kind)) {
    mistakes.push({
      field: 'kind',
      rule: both(
        `must be ${kinds.join(' or ')}, or left out, for the fault ${fault.fault}`,
        `对故障 ${fault.fault} 须为 ${kinds.join(' 或 ')}，或不填`,
      ),
    });
  }
  if (codes !== undefined && rule.ret_code !== undefined && !codes.includes(rule.ret_code)) {
    mistakes.push({
      field: 'ret_code',
      rule: both(
        `must be ${codes.join(' or ')} for the fault ${fault.fault}`,
        `对故障 ${fault.fault} 须为 ${codes.join(' 或 ')}`,
      ),
    });
  }
  if (fault.of === 'payout' && rule.api !== undefined && rule.api !== 'payout.apply') {
    mistakes.push({
      field: 'api',
      rule: both(
        `must be payout.apply, or left out, for the fault ${fault.fault}`,
        `对故障 ${fault.fault} 须为 payout.apply，或不填`,
      ),
    });
  }
  if (fault.fault === 'ret-code' && rule.ret_code === undefined) {
    mistakes.push({ field: 'ret_code', rule: both('is missing: which code?', '缺失：请指定错误码') });
  }
  return mistakes;
}
