import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { FaultView, ScenarioRule, SettingsView } from '../../../contract.js';
import { useActing } from '../acting.js';
import { api, Refused } from '../api.js';
import { Field, typedInto, withDecimals } from '../parts/fields.js';
import { Section } from '../parts/parts.js';
import { Conditions, OfTheFault, type Problems } from './scenario-fields.js';
import { scenarioProblem } from './scenario-problems.js';
import { said, t } from '../words.js';

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
    <Section id="scenario-add" heading={t('添加故障', 'Add a scenario')}>
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
            <Faults of={settings.faults} kind="payout" label={t('代付', 'Payouts')} />
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
    </Section>
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
