import { both } from '../../diagnosis/signature-diagnosis.js';
import { assertInput, type InputRules, oneOf, text } from '../common/input-rules.js';
import type { SandboxReportDifferenceKind } from '../contract.js';
import { differenceKinds, isDifferenceKind, usualDifferences } from './difference-kinds.js';
import type { SandboxReportOptions } from './sandbox-report.js';
import { reportEditions } from './written-rows.js';

const RULES: InputRules = {
  oid_partner: text,
  edition: oneOf(...reportEditions),
  differences: {
    rule: both(
      `must be true, false or a list of these: ${differenceKinds.join(', ')}`,
      `须为 true、false，或以下名称的列表：${differenceKinds.join('、')}`,
    ),
    test: (value) => typeof value === 'boolean' || (Array.isArray(value) && value.every(isDifferenceKind)),
  },
};

/** @throws SandboxError 400 with every option that is misspelt or cannot be used */
export function assertReportOptions(options: SandboxReportOptions): void {
  assertInput(options, RULES);
}

/** The kinds that are asked for, each once. */
export function wantedDifferences({
  differences = false,
}: SandboxReportOptions): readonly SandboxReportDifferenceKind[] {
  if (typeof differences === 'boolean') return differences ? usualDifferences : [];
  return [...new Set(differences)];
}
