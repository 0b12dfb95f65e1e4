import type { ReturnCodeProduct } from '../../common/code-meanings.js';
import { printable, quoted, shortened } from '../../common/printable.js';
import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Check, CheckLevel } from '../../doctor/check.js';
import { ADVICE, CATEGORIES } from '../../doctor/explain/code-words.js';
import type {
  ExplainedMeaning,
  ExplainedStatus,
  ListedCode,
  UnlistedCode,
} from '../../doctor/explain/explain-code.js';
import { explainMessages } from '../../doctor/explain/explain.messages.js';
import type { Explanation } from '../../doctor/explain/explain-signature.js';
import type { Speech } from '../terminal.js';
import { wrapped } from '../wrapped.js';
import { doctorMessages } from './doctor.messages.js';

const SIGNS: Readonly<Record<CheckLevel, string>> = { ok: '✓', warning: '!', problem: '✗' };

/** How much of a `ret_msg` is shown. */
const MAX_SAID = 200;

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
  const lines = linesAbout(code).map((sentence) => printable(sentence[language]));
  return `${wrapped(lines.join('\n'), columns)}\n`;
}

function linesAbout(code: ListedCode | UnlistedCode | ExplainedStatus): readonly Sentence[] {
  if ('status' in code) return [explainMessages.status(code.ret_code, code.status)];
  return code.isListed ? aboutListed(code) : aboutUnlisted(code);
}

/** By product where the meaning differs. */
function aboutListed({
  ret_code,
  only,
  elsewhere,
  refusesConfirmation,
  ...meaning
}: ListedCode): readonly Sentence[] {
  const others = (Object.keys(elsewhere) as ReturnCodeProduct[]).flatMap((product) => {
    const other = elsewhere[product];
    return other === undefined
      ? []
      : [indented(2, explainMessages.inProduct(product, inWords(other))), indented(4, other.description)];
  });
  const { en, zh } = inWords(meaning);
  return [
    both(`ret_code ${ret_code} ${en}`, `ret_code ${ret_code} ${zh}`),
    indented(2, meaning.description),
    ...(only === undefined ? [] : [indented(2, explainMessages.onlyIn(only))]),
    ...others,
    ...(refusesConfirmation ? [indented(2, explainMessages.fromConfirm())] : []),
    indented(2, explainMessages.whichMeansWhat()),
  ];
}

function aboutUnlisted({ ret_code, ret_msg }: UnlistedCode): readonly Sentence[] {
  return [
    explainMessages.unlistedCode(shortened(ret_code)),
    indented(
      2,
      ret_msg === undefined
        ? explainMessages.messageSaysNothing()
        : explainMessages.messageSays(JSON.stringify(shortened(ret_msg, MAX_SAID))),
    ),
    indented(2, explainMessages.whatToDoUnlisted()),
  ];
}

function inWords({ ret_msg, category, advice }: ExplainedMeaning): Sentence {
  return doctorMessages.meaning(ret_msg, CATEGORIES[category], ADVICE[advice]);
}

function indented(by: number, { en, zh }: Sentence): Sentence {
  const blanks = ' '.repeat(by);
  return both(blanks + en, blanks + zh);
}
