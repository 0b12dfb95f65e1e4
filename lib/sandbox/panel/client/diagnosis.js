import { marked } from './differences.js';
import { h } from './dom.js';
import { badge, verbatim } from './parts.js';
import { said, t } from './words.js';

/** @import { SignatureDiagnosis, SignatureFinding } from '../../../diagnosis/signature-diagnosis.js' */

/**
 * Why a signature is wrong, and what to change.
 *
 * @param {SignatureDiagnosis} diagnosis
 */
export function diagnosisOf({ verifies, likely, findings, source, signedSource }) {
  const isOther = signedSource !== undefined && signedSource !== source;
  return h(
    'div.stack',
    { 'data-key': 'diagnosis', 'data-testid': 'diagnosis' },
    h(
      'div',
      { class: `notice stack tight ${verifies ? 'ok' : 'bad'}` },
      h('p', { 'data-testid': 'likely' }, h('strong', {}, said(likely))),
      findings.length === 1 && findings.map(remedyOf),
    ),
    findings.length > 1 && findings.map(findingOf),
    source !== '' && [
      h('h3', {}, t('应当签名的文本', 'The text that should be signed')),
      verbatim(marked(source, signedSource ?? source), 'expected-source'),
    ],
    isOther && [
      h('h3', {}, t('实际签名的文本', 'The text that was signed')),
      verbatim(marked(signedSource, source), 'signed-source'),
    ],
  );
}

/** @param {SignatureFinding} finding */
const findingOf = (finding) =>
  h(
    'div.finding.stack.tight',
    { 'data-key': finding.cause },
    h('h3', {}, said(finding.title)),
    remedyOf(finding),
  );

/** @param {SignatureFinding} finding */
function remedyOf({ cause, explanation, fields }) {
  return h(
    'div.stack.tight',
    { 'data-key': `remedy-${cause}`, 'data-testid': `cause-${cause}` },
    h('p', { 'data-testid': 'explanation' }, said(explanation)),
    fields.length > 0 && h('p', {}, t('涉及字段：', 'Fields: '), h('code', {}, fields.join(', '))),
    h('p', {}, badge(cause)),
  );
}
