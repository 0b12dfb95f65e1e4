import { api } from './api.js';
import { diagnosisOf } from './diagnosis.js';
import { h } from './dom.js';
import { card, facts, field, select } from './parts.js';
import { t } from './words.js';

/** @import { ExplainView } from '../../contract.js' */

/** A box for a message whose signature nobody understands. */
export function explainView() {
  /** @type {ExplainView | undefined} */
  let explained;
  return {
    title: t('验签', 'Explain'),
    async load() {
      const { merchants } = await api.settings();
      return [
        h('h1', {}, t('验签', 'Explain a signature')),
        h('div.columns', {}, [formCard(merchants), explained && resultCard(explained)]),
      ];
    },
    actions: {
      explain: async (/** @type {DOMStringMap} */ _data, /** @type {FormData} */ form) => {
        const from = String(form.get('from') ?? '');
        const oid_partner = String(form.get('explain-merchant') ?? '');
        explained = await api.explain({
          text: String(form.get('message') ?? ''),
          ...(from === 'shop' || from === 'lianlian' ? { from } : {}),
          ...(oid_partner === '' ? {} : { oid_partner }),
        });
        return explained.diagnosis.verifies
          ? t('签名正确', 'The signature is right')
          : t('签名错误', 'The signature is wrong');
      },
    },
  };
}

/** @param {readonly { oid_partner: string }[]} merchants */
function formCard(merchants) {
  const message = h('textarea', { rows: '10', required: true, spellcheck: 'false', autocomplete: 'off' });
  const froms = /** @type {const} */ ([
    ['', t('自动判断', 'Find out')],
    ['shop', t('商户发给连连的请求', 'A request of the shop’s')],
    ['lianlian', t('连连发给商户的应答或通知', 'A message of LianLian’s')],
  ]);
  const own = /** @type {const} */ (['', t('报文里的商户号', 'The message’s own')]);
  const numbers = merchants.map(({ oid_partner }) => /** @type {const} */ ([oid_partner, oid_partner]));
  return card(
    'explain-form',
    t('粘贴报文', 'Paste a message'),
    h('form.stack', { 'data-do': 'explain', 'data-keeps': true }, [
      field(
        'message',
        t('报文', 'Message'),
        message,
        t(
          'JSON、表单内容，或带参数的网址。不会发往别处。',
          'JSON, a form’s body, or an address with its query. It stays in this sandbox.',
        ),
      ),
      h('div.pair', {}, [
        field('from', t('是谁发的', 'Who sent it'), select(froms)),
        field('explain-merchant', t('商户', 'Merchant'), select([own, ...numbers])),
      ]),
      h(
        'div.buttons',
        {},
        h('button.primary', { 'data-testid': 'explain' }, t('检查签名', 'Check the signature')),
      ),
    ]),
  );
}

/** @param {ExplainView} view */
function resultCard({ from, diagnosis, fields }) {
  const whose =
    from === 'shop' ? t('商户的请求', 'A request of the shop’s') : t('连连的消息', 'A message of LianLian’s');
  return card(
    'explained',
    whose,
    diagnosisOf(diagnosis),
    h('details', {}, [
      h('summary', {}, t('读到的字段', 'Fields that were read')),
      facts(Object.entries(fields).map(([name, value]) => [name, h('span.mono', {}, value)])),
    ]),
  );
}
