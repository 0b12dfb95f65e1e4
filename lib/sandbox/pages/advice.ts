import { t, type Words } from '../http/html.js';

/** What a tester should do about a return code. */
const ADVICE: Readonly<Record<string, Words>> = {
  '1000': t(
    '短信验证码的 token 已失效，请重新发起支付。',
    'The token of the SMS code has expired. Start the payment again.',
  ),
  '1001': t(
    '签名错误。原因和修改方法见控制台的“请求”页。',
    'The signature is wrong. The control panel’s list of requests shows why, and what to change.',
  ),
  '1004': t(
    '括号里的字段不符合连连支付文档的规则：缺失、过长，或格式、取值不对。',
    'The fields in brackets break a rule of LianLian’s documents: one is missing, too long, or has a value that LianLian does not accept.',
  ),
  '1012': t(
    '无法解析报文：既不是表单，也不是 JSON。',
    'The message cannot be read: it is neither a form nor JSON.',
  ),
  '1100': t('这张测试卡总是无效，请换一张卡。', 'This test card is always invalid. Use another card.'),
  '1900': t(
    '短信验证码错误。正确的验证码显示在输入框下方。',
    'The SMS code is wrong. The correct code is shown below the field.',
  ),
  '2006': t(
    '订单已超过付款期限（valid_order），请用新订单号重新下单。',
    'The order was not paid in time (valid_order). Place a new order with a new number.',
  ),
  '2007': t('订单已支付，不会重复扣款。', 'This order is already paid. It is not charged twice.'),
  '1003': t('银行仍在处理这笔订单。', 'The bank is still processing this order.'),
  '1002': t(
    '当天已有同号订单，但金额或 dt_order 不同。重试时请使用原来的金额和 dt_order。',
    'Today already has an order with this number, but with another amount or dt_order. Retry with the same two values.',
  ),
  '3001': t(
    '沙箱没有这个商户号（oid_partner）。',
    'The sandbox has no merchant with this number (oid_partner).',
  ),
  '3003': t('这张卡未绑定，或已解绑。', 'This card was never bound, or is no longer bound.'),
  '5601': t(
    '预授权不支持借记卡，请使用信用卡。',
    'An authorization needs a credit card; this is a debit card.',
  ),
  '6001': t(
    '这张测试卡总是余额不足，请换一张卡。',
    'This test card never has enough money. Use another card.',
  ),
};

/** What to do about a return code; undefined where there is nothing to say. */
export function adviceOn(ret_code: string): Words | undefined {
  return ADVICE[ret_code];
}
