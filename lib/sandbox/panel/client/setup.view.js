import { api } from './api.js';
import { h } from './dom.js';
import { button, card, facts, verbatim } from './parts.js';
import { durationOf } from './time.js';
import { t } from './words.js';

/** @import { MerchantView, SettingsView } from '../../contract.js' */

/** What a shop needs to use this sandbox, and how the sandbox is set up. */
export const setupView = {
  title: t('接入', 'Set up'),
  async load() {
    const settings = await api.settings();
    return [
      h('h1', {}, t('接入', 'Set up a shop')),
      h('div.columns', {}, [
        h(
          'div.stack',
          { 'data-key': 'left' },
          settings.merchants.map((merchant) => environmentCard(merchant, settings)),
        ),
        h('div.stack', { 'data-key': 'right' }, optionsCard(settings), resetCard()),
      ]),
    ];
  },
  actions: {
    copy: async (/** @type {DOMStringMap} */ { of = '' }) => {
      await navigator.clipboard.writeText(document.getElementById(of)?.textContent ?? '');
      return t('已复制', 'Copied');
    },
    reset: async () => {
      const question = t(
        '清空所有订单、请求和故障，时钟回到现在？密钥和设置不变。',
        'Forget every order, request and scenario, and put the clock back to now? Keys and options stay.',
      );
      if (!confirm(question)) return '';
      await api.reset();
      return t('已清空', 'Everything was forgotten');
    },
  },
};

/** @param {MerchantView} merchant @param {SettingsView} settings */
function environmentCard({ oid_partner, hasPrivateKey }, { url, lianlianPublicKey }) {
  const id = `env-${oid_partner}`;
  const lines = [
    `LIANLIAN_OID_PARTNER=${oid_partner}`,
    `# LIANLIAN_PRIVATE_KEY: ${hasPrivateKey ? t('启动沙箱时打印在终端里', 'printed in the terminal when the sandbox started') : t('你自己的私钥', 'your own')}`,
    `LIANLIAN_PUBLIC_KEY="${lianlianPublicKey.trim().replaceAll('\n', '\\n')}"`,
    `LIANLIAN_GATEWAY=${url}`,
  ];
  const text = verbatim(lines.join('\n'), 'environment');
  text.id = id;
  return card(
    id,
    t(`商户 ${oid_partner}`, `Merchant ${oid_partner}`),
    h('p', {}, t('写进商户应用的 .env：', 'For the .env of the shop:')),
    text,
    h(
      'div.buttons',
      {},
      button('copy', t('复制', 'Copy'), { testId: `copy-${oid_partner}`, data: { of: id } }),
    ),
  );
}

/** @param {SettingsView} settings */
function optionsCard({ url, smsCode, strict, edition, refundMs, notifications, seed, stateFile }) {
  const { attempts, intervalMs, timeoutMs } = notifications;
  return card(
    'options',
    t('这个沙箱', 'This sandbox'),
    facts([
      [t('网关地址', 'Gateway'), h('span.mono', {}, url)],
      [t('短信验证码', 'SMS code'), h('strong.mono', {}, smsCode)],
      [
        t('通知', 'Notifications'),
        t(
          `最多 ${String(attempts)} 次，间隔 ${durationOf(intervalMs)}，每次等 ${durationOf(timeoutMs)}`,
          `up to ${String(attempts)}, ${durationOf(intervalMs)} apart, ${durationOf(timeoutMs)} each`,
        ),
      ],
      [t('退款用时', 'A refund takes'), refundMs === 0 ? t('立即完成', 'no time') : durationOf(refundMs)],
      [t('严格模式', 'Strict'), strict ? t('是', 'yes') : t('否，只警告', 'no: it warns')],
      [t('文档版本', 'Edition'), edition === 'new' ? t('新版', 'new') : t('旧版', 'old')],
      [t('随机种子', 'Seed'), h('span.mono', {}, seed)],
      [t('状态文件', 'State file'), stateFile && h('span.mono', {}, stateFile)],
    ]),
  );
}

function resetCard() {
  return card(
    'reset-card',
    t('重新开始', 'Start over'),
    h(
      'p',
      {},
      t(
        '清空订单、请求和故障，时钟回到现在。密钥和设置不变。',
        'Forgets orders, requests and scenarios, and puts the clock back to now. Keys and options stay.',
      ),
    ),
    h('div.buttons', {}, button('reset', t('清空', 'Forget everything'))),
  );
}
