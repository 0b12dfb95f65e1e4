import { api } from './api.js';
import { diagnosisOf } from './diagnosis.js';
import { h } from './dom.js';
import { badge, card, facts, nothing, table, time, verbatim } from './parts.js';
import { said, t } from './words.js';

/** @import { RequestView } from '../../contract.js' */

const HEADINGS = [
  t('时间', 'Time'),
  'API',
  t('订单号', 'Order'),
  t('签名', 'Signature'),
  t('应答', 'Answer'),
];

let onlyProblems = false;

/** Every request to an API, newest first. */
export const requestsView = {
  title: t('请求', 'Requests'),
  async load() {
    const { requests } = await api.requests();
    const shown = requests.filter(
      ({ verified, ret_code }) => !onlyProblems || !verified || ret_code !== '0000',
    );
    const only = h('input', { type: 'checkbox', id: 'only-problems', 'data-input': 'only-problems' });
    return [
      h('h1', {}, t('请求', 'Requests'), ' ', h('span.count', {}, String(requests.length))),
      requests.length > 0 &&
        h('label.check', { for: 'only-problems' }, only, t('只看出错的', 'Only those that went wrong')),
      requests.length === 0 ? nothing(t('还没有请求。', 'No requests yet.')) : requestTable(shown),
    ];
  },
  inputs: {
    'only-problems': (/** @type {string} */ _value, /** @type {HTMLInputElement} */ { checked }) => {
      onlyProblems = checked;
    },
  },
};

/** @param {readonly RequestView[]} requests */
export function requestTable(requests) {
  if (requests.length === 0) return nothing(t('没有。', 'None.'));
  return table(
    t('请求', 'Requests'),
    HEADINGS,
    requests.map((request) => ({
      key: request.id,
      cells: [
        h('a', { href: `#/requests/${request.id}`, 'data-testid': 'request' }, time(request.at)),
        h('span.mono', {}, request.api),
        request.no_order === undefined ? '—' : h('span.mono', {}, request.no_order),
        [signatureBadge(request), cause(request)],
        [
          outcomeOf(request),
          explanationOf(request),
          warningsOf(request),
          request.fault !== undefined && badge(request.fault, 'warn'),
        ],
      ],
    })),
  );
}

/**
 * A request: what was sent, the text that its signature was checked against, and what it was answered.
 *
 * @param {string} id
 */
export function requestView(id) {
  return {
    title: t('请求', 'Request'),
    async load() {
      const request = await api.request(id);
      const { at, api: name, no_order, oid_partner, fault, fields, source, diagnosis } = request;
      return [
        h('p', {}, h('a', { href: '#/requests' }, t('← 全部请求', '← All requests'))),
        h('div.headline', {}, h('h1.mono', {}, name), signatureBadge(request)),
        h('div.columns', {}, [
          h('div.stack', { 'data-key': 'left' }, [
            diagnosis !== undefined &&
              card('why', t('签名为什么不对', 'Why the signature is wrong'), diagnosisOf(diagnosis)),
            card(
              'source-card',
              t('验签原文', 'The exact source string'),
              h('small', {}, t('敏感内容显示为 ***。', 'Secret values are shown as ***.')),
              verbatim(source === '' ? t('（读不出来）', '(it could not be read)') : source, 'source'),
            ),
          ]),
          h('div.stack', { 'data-key': 'right' }, [
            card(
              'response',
              t('应答', 'Answer'),
              explanationOf(request),
              warningsOf(request),
              facts([
                [t('时间', 'Time'), time(at)],
                [t('订单号', 'Order'), no_order],
                [t('商户号', 'Merchant'), oid_partner],
                [t('故障', 'Fault'), fault],
              ]),
              fieldList(request.response),
            ),
            card('fields', t('收到的字段', 'Fields received'), fieldList(fields)),
          ]),
        ]),
      ];
    },
  };
}

/** @param {RequestView} request */
const signatureBadge = ({ verified }) =>
  verified
    ? badge(t('签名正确', 'Signature right'), 'ok', 'signature')
    : badge(t('签名错误', 'Signature wrong'), 'bad', 'signature');

/** @param {RequestView} request */
function cause({ diagnosis }) {
  const [first] = diagnosis?.findings ?? [];
  return first !== undefined && h('small.cause', { 'data-testid': 'cause' }, said(first.title));
}

/** @param {RequestView} request */
const outcomeOf = ({ ret_code, ret_msg }) =>
  ret_code === ''
    ? h('span.muted', {}, t('没有应答', 'No answer'))
    : h('span', { class: ret_code === '0000' ? '' : 'bad' }, `${ret_code} ${ret_msg}`);

/** @param {RequestView} request */
const explanationOf = ({ explanation }) =>
  explanation !== undefined && h('small.cause', { 'data-testid': 'explanation' }, said(explanation));

/** @param {RequestView} request */
const warningsOf = ({ warnings = [] }) =>
  warnings.map((warning, at) =>
    h('small.cause', { 'data-testid': 'warning', 'data-key': `warning-${String(at)}` }, said(warning)),
  );

/** @param {Readonly<Record<string, string>>} fields */
const fieldList = (fields) =>
  facts(Object.entries(fields).map(([name, value]) => [name, h('span.mono', {}, value)]));
