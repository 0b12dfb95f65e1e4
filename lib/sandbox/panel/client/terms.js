import { t } from './words.js';

/** @import { DeliveryHow, HistoryWhat, OrderState } from '../../contract.js' */

/** @type {Record<OrderState, readonly [text: string, look: 'ok' | 'warn' | 'bad' | '']>} */
export const STATES = {
  waiting: [t('待付款', 'Waiting'), ''],
  processing: [t('银行处理中', 'Processing'), 'warn'],
  paid: [t('已付款', 'Paid'), 'ok'],
  authorized: [t('已预授权', 'Authorized'), 'ok'],
  captured: [t('已请款', 'Captured'), 'ok'],
  cancelled: [t('已撤销', 'Cancelled'), ''],
  failed: [t('付款失败', 'Failed'), 'bad'],
  closed: [t('已关闭', 'Closed'), ''],
  'partly-refunded': [t('部分退款', 'Partly refunded'), 'warn'],
  refunded: [t('已退款', 'Refunded'), ''],
};

/** @type {Record<HistoryWhat, string>} */
export const HISTORY = {
  placed: t('下单', 'Placed'),
  'placed-again': t('再次下单', 'Placed again'),
  'cashier-opened': t('打开收银台', 'Cashier opened'),
  'sms-sent': t('发出短信验证码', 'SMS code sent'),
  processing: t('银行处理中', 'The bank is processing'),
  paid: t('付款成功', 'Paid'),
  authorized: t('预授权成功', 'Authorized'),
  failed: t('付款失败', 'Payment failed'),
  abandoned: t('付款人放弃', 'The payer gave up'),
  captured: t('请款', 'Captured'),
  cancelled: t('撤销预授权', 'Authorization cancelled'),
  'refund-applied': t('申请退款', 'Refund applied for'),
  refunded: t('退款成功', 'Refunded'),
  'refund-failed': t('退款失败', 'Refund failed'),
};

/** @type {Record<DeliveryHow, readonly [name: string, what: string]>} */
export const DELIVERIES = {
  again: [t('重发', 'Send again'), t('同样的字节再发一次', 'The very same bytes once more')],
  twice: [t('同时发两份', 'Send twice at once'), t('两份同时到达', 'Two copies arrive together')],
  late: [t('延迟发送', 'Send late'), t('沙箱时钟走过下面的分钟数后才到', 'Arrives after the minutes below')],
  'out-of-order': [
    t('乱序发送', 'Send out of order'),
    t('该订单的全部通知，新的先到', 'All notifications, newest first'),
  ],
  tampered: [
    t('篡改金额', 'Tamper'),
    t('签名后金额加一分：应当拒绝', 'One fen more after signing: must be refused'),
  ],
  'wrong-merchant': [
    t('错误商户', 'Wrong merchant'),
    t('真签名，别人的商户号：应当拒绝', 'Truly signed, another merchant: must be refused'),
  ],
  dropped: [t('丢弃', 'Drop'), t('途中丢失，之后照常重复', 'Lost on the way; the repeats go on')],
  unsigned: [t('去掉签名', 'Without signature'), t('没有 sign：应当拒绝', 'No sign: must be refused')],
  'foreign-key': [
    t('别人的密钥', 'Foreign key'),
    t('不是连连的密钥：应当拒绝', 'Not LianLian’s key: must be refused'),
  ],
  'wrong-amount': [
    t('错误金额', 'Wrong amount'),
    t('真签名，金额不对：应当拒绝', 'Truly signed, another amount: must be refused'),
  ],
};

/** @type {Record<string, string>} */
export const REFUND_STATES = {
  0: t('已受理', 'Initialized'),
  1: t('处理中', 'Processing'),
  2: t('成功', 'Succeeded'),
  3: t('失败', 'Failed'),
};

/** @type {Record<string, string>} */
const METHODS = {
  1: t('网银借记卡', 'Online banking, debit card'),
  2: t('快捷借记卡', 'Debit card'),
  3: t('快捷信用卡', 'Credit card'),
  8: t('网银信用卡', 'Online banking, credit card'),
  9: t('企业网银', 'Business online banking'),
  F: t('预授权', 'Authorization'),
  I: t('微信扫码', 'WeChat Pay, QR code'),
  L: t('支付宝扫码', 'Alipay, QR code'),
  M: t('银行卡', 'Card'),
  W: t('微信公众号', 'WeChat official account'),
  Y: t('微信 App', 'WeChat in an app'),
};

/**
 * A `pay_type` with its meaning: `I · WeChat Pay, QR code`.
 *
 * @param {string | undefined} payType
 */
export function methodOf(payType) {
  if (payType === undefined) return undefined;
  const meaning = METHODS[payType];
  return meaning === undefined ? payType : `${payType} · ${meaning}`;
}
