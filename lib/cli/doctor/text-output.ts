import type { ReturnCodeProduct } from '../../common/code-meanings.js';
import { printable, quoted } from '../../common/printable.js';
import type { ReturnCodeMeaning } from '../../common/return-codes.js';
import { inProduct, onlyInProduct } from '../../common/return-codes.messages.js';
import type { Check, CheckLevel } from '../../doctor/check.js';
import type { ExplainedCode } from '../../doctor/explain/explain-code.js';
import type { Explanation } from '../../doctor/explain/explain-signature.js';

const SIGNS: Readonly<Record<CheckLevel, string>> = { ok: '✓', warning: '!', problem: '✗' };

/** One line per check, and how many ended badly. */
export function checksAsText(checks: readonly Check[]): string {
  const lines = checks.map(
    ({ level, subject, message }) => `${SIGNS[level]} ${printable(subject)}: ${printable(message)}`,
  );
  const count = (level: CheckLevel): number => checks.filter((check) => check.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const summary =
    problems + warnings === 0
      ? 'All is well. 一切正常。'
      : `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}. ${String(problems)} 个问题，${String(warnings)} 个警告。`;
  return `${[...lines, '', summary].join('\n')}\n`;
}

/** What is wrong with a signature, for the person who has to mend it. */
export function explanationAsText({ signer, api, diagnosis, spacedNames }: Explanation): string {
  const { verifies, likely, findings, source, signedSource, maskedFields, signedWith, digest } = diagnosis;
  const whose =
    signer === 'merchant' ? "A request, which the merchant's key signs" : "A message of LianLian's";
  const signed = [
    signedWith === undefined
      ? 'with no known key'
      : `with ${signedWith === 'expected' ? 'the right key' : signedWith}`,
    ...(digest === undefined ? [] : [digest.toUpperCase()]),
  ].join(', ');
  const lines = [
    `${whose}${api === undefined ? '' : ` (${api})`}.`,
    '',
    `${verifies ? '✓' : '✗'} ${printable(likely.en)} ${printable(likely.zh)}`,
    `  Signed: ${signed}.`,
    ...findings.flatMap(({ explanation: { en, zh } }) => [en, zh].map((text) => `  ${printable(text)}`)),
    ...spacedNames.map((name) => `  The name ${quoted(name)} has a blank: LianLian finds no such field.`),
    '',
    'The source of a right signature:',
    printable(source),
    ...(signedSource === undefined ? [] : ['', 'What was signed instead:', printable(signedSource)]),
    ...(maskedFields.length === 0 ? [] : ['', `Masked in both: ${maskedFields.map(printable).join(', ')}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a return code means, by product where that differs, and what to do. */
export function codeAsText({ ret_code, only, elsewhere, ...meaning }: ExplainedCode): string {
  const others = (Object.keys(elsewhere) as ReturnCodeProduct[]).flatMap((product) => {
    const other = elsewhere[product];
    return other === undefined
      ? []
      : [`  ${inProduct(product, meaningAsText(other))}`, `    ${other.description}`];
  });
  const lines = [
    `ret_code ${ret_code} ${meaningAsText(meaning)}`,
    `  ${meaning.description}`,
    ...(only === undefined ? [] : [`  ${onlyInProduct(only)}`]),
    ...others,
    '  Which outcome and advice mean what: docs/errors.md.',
  ];
  return `${lines.join('\n')}\n`;
}

function meaningAsText({ ret_msg, category, advice }: ReturnCodeMeaning): string {
  return `${printable(ret_msg)} (${category}): ${advice}.`;
}

function counted(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? '' : 's'}`;
}
