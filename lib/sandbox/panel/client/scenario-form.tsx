import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { FaultView, ScenarioRule, SettingsView } from '../../contract.js';
import { useActing } from './acting.js';
import { api, Refused } from './api.js';
import { Field, Options, typedInto, withDecimals } from './fields.js';
import { Card } from './parts.js';
import { scenarioProblem } from './scenario-problems.js';
import { said, t } from './words.js';

const ANY = ['', t('任意', 'Any')] as const;
const NUMBERS: readonly string[] = ['probability', 'times', 'ms'];
const FIELDS = [
  'api',
  'amount',
  'no_order',
  'kind',
  'times',
  'probability',
  'when',
  'ret_code',
  'ms',
] as const;

type Problems = Readonly<Record<string, string>>;

/** The form that adds a scenario. It has the fields that the chosen fault reads. */
export function ScenarioForm({ settings }: { readonly settings: SettingsView }): JSX.Element {
  const [name, choose] = useState(settings.faults[0]?.fault ?? '');
  const [problems, show] = useState<Problems>({});
  const [isBusy, act] = useActing();
  const fault = settings.faults.find((each) => each.fault === name);
  const add = async (form: HTMLFormElement): Promise<string> => {
    try {
      await api.addScenario(ruleOf(form));
    } catch (error) {
      if (!(error instanceof Refused) || error.violations.length === 0) throw error;
      // It is said once: beside the field.
      show(
        Object.fromEntries(
          error.violations.map((violation) => [violation.field, scenarioProblem(violation)]),
        ),
      );
      form.querySelector<HTMLElement>(`[name="${error.violations[0]?.field ?? ''}"]`)?.focus();
      return '';
    }
    show({});
    form.reset();
    choose(settings.faults[0]?.fault ?? '');
    return t('已添加', 'Added');
  };
  return (
    <Card id="scenario-add" heading={t('添加故障', 'Add a scenario')}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void act(() => add(form));
        }}
      >
        <Field id="fault" label={t('发生什么', 'What happens')} problem={problems['fault']}>
          <select
            value={name}
            onInput={({ currentTarget }) => {
              choose(currentTarget.value);
              show({});
            }}
          >
            <Faults of={settings.faults} kind="response" label={t('应答', 'Responses')} />
            <Faults of={settings.faults} kind="notification" label={t('通知', 'Notifications')} />
          </select>
        </Field>
        {fault !== undefined && <OfTheFault key={name} of={fault} settings={settings} problems={problems} />}
        <Conditions of={fault} settings={settings} problems={problems} />
        <div class="buttons">
          <button class="primary" data-testid="scenario-add-button" aria-busy={isBusy}>
            {t('添加', 'Add')}
          </button>
        </div>
      </form>
      <small>
        {t(
          '随机数由种子决定，同样的种子得到同样的故障：',
          'Chance is drawn from the seed; the same seed makes the same faults: ',
        )}
        <code>{settings.seed}</code>
      </small>
    </Card>
  );
}

/** The rule of the form. What was left empty is no condition. */
function ruleOf(form: HTMLFormElement): ScenarioRule {
  const given = FIELDS.map((field) => [field, typedInto(form, field)] as const).filter(
    ([, text]) => text !== '',
  );
  const values: [string, string | number][] = given.map(([field, text]) => [
    field,
    NUMBERS.includes(field) ? Number(text) : field === 'amount' ? withDecimals(text) : text,
  ]);
  return Object.assign({ fault: typedInto(form, 'fault') }, Object.fromEntries(values));
}

function Faults({
  of,
  kind,
  label,
}: {
  readonly of: readonly FaultView[];
  readonly kind: FaultView['of'];
  readonly label: string;
}): JSX.Element {
  return (
    <optgroup label={label}>
      {of
        .filter((fault) => fault.of === kind)
        .map(({ fault, title }) => (
          <option key={fault} value={fault}>
            {said(title)}
          </option>
        ))}
    </optgroup>
  );
}

interface PartProps {
  readonly settings: SettingsView;
  readonly problems: Problems;
}

/** What the fault itself has to know. */
function OfTheFault({
  of: { fault, reads },
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
                ['', isRequired ? t('请选择', 'Choose one') : t('9999', '9999')],
                ...settings.returnCodes.map(({ code, ret_msg }) => [code, `${code} ${ret_msg}`] as const),
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
function Conditions({
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
              <Options of={[ANY, ['payment', t('付款', 'Payments')], ['refund', t('退款', 'Refunds')]]} />
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
