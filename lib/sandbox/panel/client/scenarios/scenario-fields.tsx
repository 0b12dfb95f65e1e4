import type { JSX } from 'preact';

import type { FaultView, SettingsView } from '../../../contract.js';
import { Field, Options } from '../parts/fields.js';
import { t } from '../words.js';

const ANY = ['', t('任意', 'Any')] as const;

/** What is wrong with a field, by its name. */
export type Problems = Readonly<Record<string, string>>;

interface PartProps {
  readonly settings: SettingsView;
  readonly problems: Problems;
}

/** What the fault itself has to know. */
export function OfTheFault({
  of: { fault, reads, codes = [] },
  settings,
  problems,
}: PartProps & { readonly of: FaultView }): JSX.Element | null {
  if (reads.length === 0) return null;
  const isRequired = fault === 'ret-code';
  return (
    <div class="pair">
      {reads.includes('ret_code') && (
        <Field
          id="ret_code"
          label={isRequired ? 'ret_code' : t('ret_code（可不填）', 'ret_code (optional)')}
          problem={problems['ret_code']}
        >
          <select required={isRequired}>
            <Options
              of={[
                ['', isRequired ? t('请选择', 'Choose one') : (codes[0] ?? '9999')],
                ...settings.returnCodes
                  .filter(({ code }) => codes.length === 0 || codes.includes(code))
                  .map(({ code, ret_msg }) => [code, `${code} ${ret_msg}`] as const),
              ]}
            />
          </select>
        </Field>
      )}
      {reads.includes('ms') && (
        <Field
          id="ms"
          label={t('延迟（毫秒）', 'Delay (milliseconds)')}
          hint={
            fault === 'slow' ? t('默认 3 秒', 'By default 3 s') : t('默认十分钟', 'By default ten minutes')
          }
          problem={problems['ms']}
        >
          <input type="number" min="1" inputMode="numeric" />
        </Field>
      )}
      {reads.includes('when') && (
        <Field id="when" label={t('故障时机', 'Inject the fault')} problem={problems['when']}>
          <select>
            <Options
              of={[
                ['', t('处理前', 'Before processing')],
                ['after', t('处理后（资金已变动）', 'After processing (money has moved)')],
              ]}
            />
          </select>
        </Field>
      )}
    </div>
  );
}

/** Which requests or notifications it strikes. */
export function Conditions({
  of: fault,
  settings: { apis },
  problems,
}: PartProps & { readonly of: FaultView | undefined }): JSX.Element {
  return (
    <fieldset class="stack">
      <legend>{t('条件（都满足时发生；不填则总是发生）', 'When all of this is so (empty: always)')}</legend>
      <div class="pair">
        <Field id="api" label="API" problem={problems['api']}>
          <select>
            <Options of={[ANY, ...apis.map(({ id, title }) => [id, `${id} · ${title}`] as const)]} />
          </select>
        </Field>
        <Field id="amount" label={t('金额等于', 'Amount is')} problem={problems['amount']}>
          <input inputMode="decimal" placeholder="49.95" autocomplete="off" />
        </Field>
        <Field id="no_order" label={t('订单号等于', 'Order is')} problem={problems['no_order']}>
          <input autocomplete="off" />
        </Field>
        {fault?.of === 'notification' && (
          <Field id="kind" label={t('哪种通知', 'Notifications of')} problem={problems['kind']}>
            <select>
              <Options
                of={[
                  ANY,
                  ['payment', t('付款', 'Payments')],
                  ['refund', t('退款', 'Refunds')],
                  ['payout', t('代付', 'Payouts')],
                ]}
              />
            </select>
          </Field>
        )}
        <Field id="times" label={t('触发次数上限', 'Limit (times)')} problem={problems['times']}>
          <input type="number" min="1" inputMode="numeric" />
        </Field>
        <Field
          id="probability"
          label={t('概率（0 到 1）', 'Probability (0 to 1)')}
          problem={problems['probability']}
        >
          <input type="number" min="0" max="1" step="any" inputMode="decimal" />
        </Field>
      </div>
    </fieldset>
  );
}
