import { REMEDIES } from './remedies.js';
import { marked } from './differences.js';
import { h } from './dom.js';
import { badge, verbatim } from './parts.js';
import { isChinese, said, t } from './words.js';

/** @import { SignatureDiagnosis, SignatureFinding } from '../../../wire/diagnosis/signature-diagnosis.js' */

/**
 * Why a signature is wrong, and what to change.
 *
 * @param {SignatureDiagnosis} diagnosis
 */
export function diagnosisOf({ verifies, likely, findings, source, signedSource }) {
  return h(
    'div.stack',
    { 'data-key': 'diagnosis', 'data-testid': 'diagnosis' },
    h(
      'div',
      { class: `notice ${verifies ? 'ok' : 'bad'}` },
      h('p', { 'data-testid': 'likely' }, h('strong', {}, said(likely))),
    ),
    findings.map(findingOf),
    source !== '' && [
      h('h3', {}, t('应当签名的文本', 'The text that should be signed')),
      verbatim(
        t('应当签名的文本', 'The text that should be signed'),
        marked(source, signedSource ?? source),
        'expected-source',
      ),
    ],
    signedSource !== undefined &&
      signedSource !== source && [
        h('h3', {}, t('实际签名的文本', 'The text that was signed')),
        verbatim(
          t('实际签名的文本', 'The text that was signed'),
          marked(signedSource, source),
          'signed-source',
        ),
      ],
  );
}

/** @param {SignatureFinding} finding */
function findingOf({ cause, title, explanation, fields }) {
  const remedy = isChinese ? REMEDIES[cause] : undefined;
  return h(
    'div.finding.stack.tight',
    { 'data-key': cause, 'data-testid': `cause-${cause}` },
    h('div.headline', {}, h('h3', {}, said(title)), badge(cause)),
    remedy !== undefined && h('p', {}, remedy),
    h('p', { lang: 'en' }, explanation),
    fields.length > 0 && h('p', {}, t('涉及字段：', 'Fields: '), h('code', {}, fields.join(', '))),
  );
}
