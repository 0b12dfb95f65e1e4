import type { DeliveryHow, HistoryWhat, NotifiedState, OrderState } from '../../../contract.js';
import { t } from '../words.js';

/** How a state looks. */
export type Look = 'ok' | 'warn' | 'bad' | '';

export const STATE_LOOKS: Readonly<Record<OrderState, Look>> = {
  waiting: '',
  processing: 'warn',
  authorized: 'ok',
  paid: 'ok',
  captured: 'ok',
  'partly-refunded': 'warn',
  refunded: '',
  failed: 'bad',
  closed: '',
  cancelled: '',
};

export const NOTIFIED_LOOKS: Readonly<Record<NotifiedState, Look>> = {
  acknowledged: 'ok',
  repeating: 'warn',
  late: 'bad',
};

export const HISTORY: Readonly<Record<HistoryWhat, string>> = {
  placed: t('下单', 'Placed'),
  'placed-again': t('再次下单', 'Placed again'),
  'cashier-opened': t('打开收银台', 'Cashier opened'),
  'sms-sent': t('发出短信验证码', 'SMS code sent'),
  processing: t('银行处理中', 'The bank is processing'),
  paid: t('付款成功', 'Paid'),
  authorized: t('预授权成功', 'Authorized'),
  failed: t('付款失败', 'Payment failed'),
  abandoned: t('付款人放弃', 'The payer gave up'),
  captured: t('扣款', 'Captured'),
  cancelled: t('撤销预授权', 'Authorization cancelled'),
  'refund-applied': t('申请退款', 'Refund applied for'),
  refunded: t('退款成功', 'Refunded'),
  'refund-failed': t('退款失败', 'Refund failed'),
};

/** The ways to deliver, in the order in which a shop should be tried with them. */
export const DELIVERIES: Readonly<Record<DeliveryHow, readonly [name: string, what: string]>> = {
  again: [t('重发', 'Send again'), t('同样的字节再发一次', 'The very same bytes once more')],
  twice: [t('同时发两份', 'Send twice at once'), t('两份同时到达', 'Two copies arrive together')],
  late: [t('延迟发送', 'Send late'), t('沙箱时钟走过下面的分钟数后才到', 'Arrives after the minutes below')],
  'out-of-order': [
    t('乱序发送', 'Send out of order'),
    t('该订单的全部通知，新的先到', 'All notifications, newest first'),
  ],
  tampered: [
    t('篡改金额', 'Tamper'),
    t('签名后金额加一分：应当拒绝', 'Amount raised by 0.01 after signing: must be rejected'),
  ],
  'wrong-merchant': [
    t('错误商户', 'Wrong merchant'),
    t('签名有效但商户号不符：应当拒绝', 'Validly signed, wrong merchant: must be rejected'),
  ],
  dropped: [t('丢弃', 'Drop'), t('途中丢失，之后照常重发', 'Lost on the way; the repeats go on')],
  'wrong-amount': [
    t('错误金额', 'Wrong amount'),
    t('签名有效但金额不符：应当拒绝', 'Validly signed, wrong amount: must be rejected'),
  ],
  'wrong-currency': [
    t('错误币种', 'Wrong currency'),
    t('签名有效但币种不符：应当拒绝', 'Validly signed, another currency: must be rejected'),
  ],
  'foreign-key': [
    t('其他密钥', 'Foreign key'),
    t('不是连连的密钥：应当拒绝', 'Not LianLian’s key: must be rejected'),
  ],
  unsigned: [t('去掉签名', 'Without signature'), t('没有 sign：应当拒绝', 'No sign: must be rejected')],
};

export const REFUND_STATES: Readonly<Record<string, readonly [text: string, look: Look]>> = {
  0: [t('已受理', 'Initialized'), 'warn'],
  1: [t('处理中', 'Processing'), 'warn'],
  2: [t('成功', 'Succeeded'), 'ok'],
  3: [t('失败', 'Failed'), 'bad'],
};

const METHODS: Readonly<Record<string, string>> = {
  1: t('网银借记卡', 'Online banking (debit)'),
  2: t('快捷借记卡', 'Debit card'),
  3: t('快捷信用卡', 'Credit card'),
  8: t('网银信用卡', 'Online banking (credit)'),
  9: t('企业网银', 'Business online banking'),
  F: t('预授权', 'Authorization'),
  I: t('微信扫码', 'WeChat Pay, QR code'),
  L: t('支付宝扫码', 'Alipay, QR code'),
  D: t('认证支付', 'Authenticated payment'),
  M: t('银行卡', 'Card'),
  N: t('信用卡', 'Credit card'),
  P: t('新认证支付', 'New authenticated payment'),
  W: t('微信公众号', 'WeChat official account'),
  Y: t('微信 App', 'WeChat in-app payment'),
};

/** A `pay_type` with its meaning: `Online banking (debit) · 1`. */
export function methodInWords(payType: string | undefined): string | undefined {
  if (payType === undefined) return undefined;
  const meaning = METHODS[payType];
  return meaning === undefined ? payType : `${meaning} · ${payType}`;
}

/** What happened, with its detail in words: `Paid by online banking (debit)`. */
export function happenedOf(what: HistoryWhat, detail = ''): readonly [what: string, detail: string] {
  const isMethod = what === 'paid' || what === 'authorized' || what === 'processing';
  const method = isMethod ? METHODS[detail] : undefined;
  return [HISTORY[what], method ?? detail];
}
