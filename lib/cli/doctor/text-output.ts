import { printable, quoted } from '../../common/printable.js';
import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Check, CheckLevel } from '../../doctor/check.js';
import { sentencesAbout } from '../../diagnosis/codes/code-sentences.js';
import type { ExplainedStatus, ListedCode, UnlistedCode } from '../../diagnosis/codes/explain-code.js';
import type { Explanation } from '../../doctor/explain/explain-signature.js';
import type { Speech } from '../terminal.js';
import { wrapped } from '../wrapped.js';
import { doctorMessages } from './doctor.messages.js';

const SIGNS: Readonly<Record<CheckLevel, string>> = { ok: '✓', warning: '!', problem: '✗' };

/** A paragraph per check, and how many ended badly. */
export function checksAsText(checks: readonly Check[], { language, columns }: Speech): string {
  const colon = both(': ', '：')[language];
  const lines = checks.map(
    ({ level, subject, message }) =>
      `${SIGNS[level]} ${printable(subject)}${colon}${printable(message[language])}`,
  );
  const count = (level: CheckLevel): number => checks.filter((check) => check.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const summary =
    problems + warnings === 0 ? doctorMessages.allIsWell() : doctorMessages.counts(problems, warnings);
  return `${wrapped([...lines, '', summary[language]].join('\n'), columns)}\n`;
}

/** What is wrong with a signature, for the person who has to mend it. The sources are to be copied: each is one line. */
export function explanationAsText(explanation: Explanation, { language, columns }: Speech): string {
  const { signer, api, diagnosis, spacedNames } = explanation;
  const { verifies, likely, findings, source, signedSource, maskedFields, signedWith, digest } = diagnosis;
  const said = (sentence: Sentence, before = ''): string =>
    wrapped(before + printable(sentence[language]), columns);
  const lines = [
    said(doctorMessages.whoseMessage(signer === 'merchant', api)),
    '',
    said(likely, verifies ? '✓ ' : '✗ '),
    said(doctorMessages.signedWith(signedWith, digest), '  '),
    ...findings.map((finding) => said(finding.explanation, '  ')),
    ...spacedNames.map((name) => said(doctorMessages.spacedName(quoted(name)), '  ')),
    '',
    said(doctorMessages.rightSource()),
    printable(source),
    ...(signedSource === undefined ? [] : ['', said(doctorMessages.wrongSource()), printable(signedSource)]),
    ...(maskedFields.length === 0 ? [] : ['', said(doctorMessages.masked(maskedFields))]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a code means, and what to do. */
export function codeAsText(
  code: ListedCode | UnlistedCode | ExplainedStatus,
  { language, columns }: Speech,
): string {
  const lines = sentencesAbout(code).map((sentence) => printable(sentence[language]));
  return `${wrapped(lines.join('\n'), columns)}\n`;
}
