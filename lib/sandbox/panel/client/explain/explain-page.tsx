import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { ExplainView, MerchantView } from '../../../contract.js';
import { type Done, useActing } from '../acting.js';
import { api } from '../api.js';
import { Diagnosis } from './diagnosis.js';
import { Field, Options, typedInto } from '../parts/fields.js';
import { useLoaded } from '../loaded.js';
import { Section, FieldList } from '../parts/parts.js';
import { said, t } from '../words.js';

/** A box for a message whose signature nobody understands. */
export function ExplainPage(): JSX.Element {
  const { view: settings } = useLoaded(() => api.settings(), 'explain');
  const [explained, show] = useState<ExplainView | undefined>(undefined);
  return (
    <>
      <h1>{t('验签', 'Explain a signature')}</h1>
      <div class="columns">
        <Form merchants={settings?.merchants ?? []} onExplained={show} />
        {explained !== undefined && <Explained of={explained} />}
      </div>
    </>
  );
}

function Form({
  merchants,
  onExplained,
}: {
  readonly merchants: readonly MerchantView[];
  readonly onExplained: (view: ExplainView | undefined) => void;
}): JSX.Element {
  const [isBusy, act] = useActing();
  const explain = async (form: HTMLFormElement): Promise<Done> => {
    // What is not explained must not stand beside the explanation of another message.
    onExplained(undefined);
    const [from, oid_partner] = [typedInto(form, 'from'), typedInto(form, 'explain-merchant')];
    const view = await api.explain({
      text: typedInto(form, 'message'),
      ...(from === 'shop' || from === 'lianlian' ? { from } : {}),
      ...(oid_partner === '' ? {} : { oid_partner }),
    });
    onExplained(view);
    if (view.diagnosis === undefined) return t('已解释返回码', 'The return code is explained');
    return view.diagnosis.verifies
      ? t('签名正确', 'The signature is right')
      : [t('签名错误', 'The signature is wrong'), 'bad'];
  };
  return (
    <Section id="explain-form" heading={t('粘贴报文', 'Paste a message')}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void act(() => explain(form));
        }}
      >
        <Field
          id="message"
          label={t('报文', 'Message')}
          hint={t(
            'JSON、表单内容、带参数的网址、curl 命令，或者完整的 HTTP 请求、应答；也可以只填返回码。不会发往别处。',
            'JSON, a form’s body, an address with its query, a curl command, or a whole HTTP request or response; or a return code alone. It stays in this sandbox.',
          )}
        >
          <textarea rows={10} required spellcheck={false} autocomplete="off" />
        </Field>
        <div class="pair">
          <Field id="from" label={t('是谁发的', 'Who sent it')}>
            <select>
              <Options
                of={[
                  ['', t('自动判断', 'Find out')],
                  ['shop', t('商户发给连连的请求', 'The shop, to LianLian')],
                  ['lianlian', t('连连发给商户的应答或通知', 'LianLian, to the shop')],
                ]}
              />
            </select>
          </Field>
          <Field id="explain-merchant" label={t('商户', 'Merchant')}>
            <select>
              <Options
                of={[
                  ['', t('报文里的商户号', 'The message’s own')],
                  ...merchants.map(({ oid_partner }) => [oid_partner, oid_partner] as const),
                ]}
              />
            </select>
          </Field>
        </div>
        <div class="buttons">
          <button class="primary" data-testid="explain" aria-busy={isBusy}>
            {t('检查签名', 'Check the signature')}
          </button>
        </div>
      </form>
    </Section>
  );
}

function Explained({
  of: { from, diagnosis, code = [], fields },
}: {
  readonly of: ExplainView;
}): JSX.Element {
  const whose =
    diagnosis === undefined
      ? t('返回码', 'A return code')
      : from === 'shop'
        ? t('商户的请求', 'A request of the shop’s')
        : t('连连的消息', 'A message of LianLian’s');
  return (
    <Section id="explained" heading={whose}>
      {diagnosis !== undefined && <Diagnosis of={diagnosis} />}
      {code.length > 0 && (
        <div class="stack tight" data-testid="explained-code">
          {code.map((sentence) => (
            <p key={sentence.en}>{said(sentence)}</p>
          ))}
        </div>
      )}
      {Object.keys(fields).length > 0 && (
        <details>
          <summary>{t('读到的字段', 'Fields that were read')}</summary>
          <FieldList of={fields} />
        </details>
      )}
    </Section>
  );
}
