import type { ComponentChildren, JSX } from 'preact';

import type { ScenarioView, SettingsView } from '../../../contract.js';
import { api } from '../api.js';
import { copiesOfScenario } from '../copied/copies.js';
import { Copy } from '../parts/copy.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Action, Section, ListHeading, Nothing, Table } from '../parts/parts.js';
import { ScenarioForm } from './scenario-form.js';
import { durationOf } from '../parts/time.js';
import { said, t } from '../words.js';

/** Faults that strike by themselves: by API, amount, order or chance. */
export function ScenariosPage(): JSX.Element {
  const { view, error } = useLoaded(async () => {
    const [settings, { scenarios }] = await Promise.all([api.settings(), api.scenarios()]);
    return { settings, scenarios };
  }, 'scenarios');
  return (
    <>
      <ListHeading count={view?.scenarios.length ?? 0} testId="scenario-count">
        {t('故障', 'Scenarios')}
      </ListHeading>
      <LoadProblem of={error} />
      {view !== undefined && (
        <div class="columns">
          <div class="stack">
            <ScenarioForm settings={view.settings} />
          </div>
          <div class="stack">
            <InForce of={view.scenarios} settings={view.settings} />
            <MagicAmounts of={view.settings} />
          </div>
        </div>
      )}
    </>
  );
}

function InForce({
  of: scenarios,
  settings,
}: {
  readonly of: readonly ScenarioView[];
  readonly settings: SettingsView;
}): JSX.Element {
  const heading = t('生效的故障', 'Scenarios in force');
  if (scenarios.length === 0)
    return (
      <Section id="scenarios" heading={heading}>
        <Nothing>{t('没有。连连一切正常。', 'None: LianLian works as it should.')}</Nothing>
      </Section>
    );
  return (
    <Section id="scenarios" heading={heading}>
      <Table
        caption={heading}
        headings={[t('故障', 'Fault'), t('条件', 'Conditions'), t('已发生', 'Struck'), t('操作', 'Action')]}
        rows={scenarios.map((scenario) => ({ key: scenario.id, cells: cellsOf(scenario, settings) }))}
      />
      <div class="buttons">
        <Action
          testId="scenarios-remove"
          does={async () => {
            await api.removeScenarios();
            return t('已全部删除', 'All removed');
          }}
        >
          {t('全部删除', 'Remove all')}
        </Action>
      </div>
    </Section>
  );
}

function cellsOf(scenario: ScenarioView, { faults }: SettingsView): readonly ComponentChildren[] {
  const { id, struck, fault: name, ...conditions } = scenario;
  const fault = faults.find((each) => each.fault === name);
  return [
    fault === undefined ? name : said(fault.title),
    conditionsOf(conditions),
    <span key="struck" class="number" data-testid="struck">
      {String(struck)}
    </span>,
    <div key="actions" class="stack tight">
      <div class="buttons">
        <Action
          testId={`scenario-remove-${id}`}
          look="small"
          does={async () => {
            await api.removeScenario(id);
            return t('已删除', 'Removed');
          }}
        >
          {t('删除', 'Remove')}
        </Action>
      </div>
      <Copy of={copiesOfScenario(scenario)} />
    </div>,
  ];
}

function conditionsOf(conditions: Omit<ScenarioView, 'id' | 'struck' | 'fault'>): ComponentChildren {
  const pairs = Object.entries(conditions).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return t('总是', 'Always');
  return pairs.map(([name, value]) => (
    <div key={name} class="mono">
      {`${name} = ${name === 'ms' ? durationOf(Number(value)) : String(value)}`}
    </div>
  ));
}

function MagicAmounts({ of: { magicAmounts } }: { readonly of: SettingsView }): JSX.Element | null {
  if (magicAmounts.length === 0) return null;
  const heading = t('触发故障的金额', 'Magic amounts');
  return (
    <Section id="magic-amounts" heading={heading}>
      <details>
        <summary>
          {t('用这些金额下单，不用设置就会发生', 'Place an order of such an amount: nothing to set up')}
        </summary>
        <Table
          caption={heading}
          headings={[t('金额', 'Amount'), t('发生什么', 'What happens')]}
          rows={magicAmounts.map(({ amount, title }) => ({
            key: amount,
            cells: [<code key="amount">{amount}</code>, said(title)],
          }))}
        />
      </details>
    </Section>
  );
}
