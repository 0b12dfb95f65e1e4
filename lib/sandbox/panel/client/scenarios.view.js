import { api } from './api.js';
import { h } from './dom.js';
import { button, card, field, nothing, select, table } from './parts.js';
import { said, t } from './words.js';

/** @import { ScenarioRule, ScenarioView, SettingsView } from '../../contract.js' */

const ANY = /** @type {const} */ (['', t('任意', 'Any')]);

/** Faults that strike by themselves: by API, amount, order or chance. */
export const scenariosView = {
  title: t('故障', 'Scenarios'),
  async load() {
    const [settings, { scenarios }] = await Promise.all([api.settings(), api.scenarios()]);
    return [
      h(
        'h1',
        {},
        t('故障', 'Scenarios'),
        ' ',
        h('span.count', { 'data-testid': 'scenario-count' }, String(scenarios.length)),
      ),
      h('div.columns', {}, [
        h('div.stack', { 'data-key': 'left' }, addCard(settings)),
        h('div.stack', { 'data-key': 'right' }, listCard(scenarios, settings), magicCard(settings)),
      ]),
    ];
  },
  actions: {
    'scenario-add': async (/** @type {DOMStringMap} */ _data, /** @type {FormData} */ form) => {
      await api.addScenario(ruleOf(form));
      return t('已添加', 'Added');
    },
    'scenario-remove': async (/** @type {DOMStringMap} */ { scenario = '' }) => {
      await api.removeScenario(scenario);
      return t('已删除', 'Removed');
    },
    'scenarios-remove': async () => {
      await api.removeScenarios();
      return t('已全部删除', 'All removed');
    },
  },
};

/**
 * The rule of the form. What was left empty is no condition.
 *
 * @param {FormData} form
 * @returns {ScenarioRule}
 */
function ruleOf(form) {
  const texts = [...form].map(([name, value]) => /** @type {const} */ ([name, String(value).trim()]));
  const numbers = new Set(['probability', 'times', 'ms']);
  const entries = texts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]);
  return /** @type {ScenarioRule} */ (Object.fromEntries(entries));
}

/** @param {SettingsView} settings */
function addCard({ faults, apis, returnCodes, seed }) {
  const group = (/** @type {string} */ label, /** @type {'response' | 'notification'} */ of) =>
    h(
      'optgroup',
      { label },
      faults
        .filter((fault) => fault.of === of)
        .map((fault) => h('option', { value: fault.fault }, said(fault.title))),
    );
  const fault = h(
    'select',
    { name: 'fault' },
    group(t('应答', 'Responses'), 'response'),
    group(t('通知', 'Notifications'), 'notification'),
  );
  const number = (/** @type {string} */ name, /** @type {Record<string, string>} */ limits) =>
    h('input', { type: 'number', name, ...limits });
  const whens = /** @type {const} */ ([
    ['', t('之前', 'Before')],
    ['after', t('之后（钱已经动了）', 'After it (the money has moved)')],
  ]);
  return card(
    'scenario-add',
    t('添加故障', 'Add a scenario'),
    h('form.stack', { 'data-do': 'scenario-add' }, [
      field('fault', t('发生什么', 'What happens'), fault),
      h('div.pair', {}, [
        field(
          'api',
          'API',
          named(
            'api',
            select([ANY, ...apis.map(({ id, title }) => /** @type {const} */ ([id, `${id} · ${title}`]))]),
          ),
        ),
        field(
          'amount',
          t('金额等于', 'Amount is'),
          h('input', { inputmode: 'decimal', placeholder: '49.95', autocomplete: 'off' }),
        ),
        field('no_order', t('订单号等于', 'Order is'), h('input', { autocomplete: 'off' })),
        field(
          'kind',
          t('哪种通知', 'Notifications of'),
          select([ANY, ['payment', t('付款', 'Payments')], ['refund', t('退款', 'Refunds')]]),
        ),
        field('times', t('只发生几次', 'Only so many times'), number('times', { min: '1' })),
        field(
          'probability',
          t('概率（0 到 1）', 'Probability (0 to 1)'),
          number('probability', { min: '0', max: '1', step: 'any' }),
        ),
      ]),
      h('details', { 'data-key': 'more' }, [
        h('summary', {}, t('更多', 'More')),
        h('div.pair', {}, [
          field('when', t('在连连做完工作', 'LianLian’s work: strike'), select(whens)),
          field(
            'ret_code',
            'ret_code',
            named(
              'ret_code',
              select([
                ANY,
                ...returnCodes.map(
                  ({ code, ret_msg }) => /** @type {const} */ ([code, `${code} ${ret_msg}`]),
                ),
              ]),
            ),
          ),
          field('ms', t('毫秒', 'Milliseconds'), number('ms', { min: '1' })),
        ]),
      ]),
      h('div.buttons', {}, h('button.primary', { 'data-testid': 'scenario-add-button' }, t('添加', 'Add'))),
    ]),
    h(
      'small',
      {},
      t(
        '随机数由种子决定，同样的种子得到同样的故障：',
        'Chance is drawn from the seed; the same seed makes the same faults: ',
      ),
      h('code', {}, seed),
    ),
  );
}

/** @param {string} name @param {HTMLElement} control */
function named(name, control) {
  control.setAttribute('name', name);
  return control;
}

/** @param {readonly ScenarioView[]} scenarios @param {SettingsView} settings */
function listCard(scenarios, { faults }) {
  const title = (/** @type {string} */ name) => {
    const fault = faults.find((each) => each.fault === name);
    return fault === undefined ? name : said(fault.title);
  };
  return card(
    'scenarios',
    t('生效的故障', 'Scenarios in force'),
    scenarios.length === 0
      ? nothing(t('没有。连连一切正常。', 'None: LianLian works as it should.'))
      : [
          table(
            t('生效的故障', 'Scenarios in force'),
            [t('故障', 'Fault'), t('条件', 'Conditions'), t('已发生', 'Struck'), t('操作', 'Action')],
            scenarios.map(({ id, struck, fault, ...conditions }) => ({
              key: id,
              cells: [
                title(fault),
                conditionsOf(conditions),
                h('span', { 'data-testid': 'struck' }, String(struck)),
                button('scenario-remove', t('删除', 'Remove'), {
                  look: 'small',
                  testId: `scenario-remove-${id}`,
                  data: { scenario: id },
                }),
              ],
            })),
          ),
          h('div.buttons', {}, button('scenarios-remove', t('全部删除', 'Remove all'))),
        ],
  );
}

/** @param {Omit<ScenarioRule, 'fault'>} conditions */
function conditionsOf(conditions) {
  const pairs = Object.entries(conditions).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return t('总是', 'Always');
  return pairs.map(([name, value]) => h('div.mono', {}, `${name} = ${String(value)}`));
}

/** @param {SettingsView} settings */
function magicCard({ magicAmounts }) {
  if (magicAmounts.length === 0) return undefined;
  return card(
    'magic-amounts',
    t('自带故障的金额', 'Amounts with a fault of their own'),
    h('details', {}, [
      h(
        'summary',
        {},
        t('用这些金额下单，不用设置就会发生', 'Place an order of such an amount: nothing to set up'),
      ),
      table(
        t('自带故障的金额', 'Amounts with a fault of their own'),
        [t('金额', 'Amount'), t('发生什么', 'What happens')],
        magicAmounts.map(({ amount, title }) => ({
          key: amount,
          cells: [h('code', {}, amount), said(title)],
        })),
      ),
    ]),
  );
}
