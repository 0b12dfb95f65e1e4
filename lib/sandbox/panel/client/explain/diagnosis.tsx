import type { JSX } from 'preact';

import type { SignatureDiagnosis, SignatureFinding } from '../../../../diagnosis/signature-diagnosis.js';
import { marked } from '../parts/differences.js';
import { Badge, Verbatim } from '../parts/parts.js';
import { said, t } from '../words.js';

/** Why a signature is wrong, and what to change. */
export function Diagnosis({ of }: { readonly of: SignatureDiagnosis }): JSX.Element {
  const { verifies, likely, findings, source, signedSource } = of;
  const [first, ...more] = findings;
  return (
    <div class="stack" data-testid="diagnosis">
      <div class={`notice ${verifies ? 'ok' : 'bad'}`}>
        <div class="stack tight">
          <p data-testid="likely">
            <strong>{said(likely)}</strong>
          </p>
          {first !== undefined && more.length === 0 && <Remedy of={first} />}
        </div>
      </div>
      {more.length > 0 && findings.map((finding) => <Finding key={finding.cause} of={finding} />)}
      {source !== '' && (
        <>
          <h3>{t('应当签名的文本', 'The text that should be signed')}</h3>
          <Verbatim testId="expected-source">{marked(source, signedSource ?? source)}</Verbatim>
        </>
      )}
      {signedSource !== undefined && signedSource !== source && (
        <>
          <h3>{t('实际签名的文本', 'The text that was signed')}</h3>
          <Verbatim testId="signed-source">{marked(signedSource, source)}</Verbatim>
        </>
      )}
    </div>
  );
}

function Finding({ of }: { readonly of: SignatureFinding }): JSX.Element {
  return (
    <div class="finding stack tight">
      <h3>{said(of.title)}</h3>
      <Remedy of={of} />
    </div>
  );
}

function Remedy({ of: { cause, explanation, fields } }: { readonly of: SignatureFinding }): JSX.Element {
  return (
    <div class="stack tight" data-testid={`cause-${cause}`}>
      <p data-testid="explanation">{said(explanation)}</p>
      {fields.length > 0 && (
        <p>
          {t('涉及字段：', 'Fields: ')}
          <code>{fields.join(', ')}</code>
        </p>
      )}
      <p>
        <Badge>{cause}</Badge>
      </p>
    </div>
  );
}
