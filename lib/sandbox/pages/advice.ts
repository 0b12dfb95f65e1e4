import { t, type Words } from './html.js';

/** What a tester should do about a return code. */
const ADVICE: Readonly<Record<string, Words>> = {
  '1000': t(
    '短信码的 token 已失效，请重新下单。',
    'The token of the SMS code is void. Start the payment again.',
  ),
  '1001': t(
    '签名不对。控制台的请求页写着原因和该改什么。',
    'The signature is wrong. The panel’s list of requests names the cause and what to change.',
  ),
  '1004': t(
    '括号里的字段不合连连支付文档的规则：缺少、过长、格式或取值不对。',
    'The fields in brackets break a rule of LianLian’s documents: missing, too long, or a value it does not take.',
  ),
  '1012': t(
    '读不出这条报文：不是表单，或不是 JSON。',
    'The message cannot be read: it is no form, or no JSON.',
  ),
  '1100': t('这张测试卡总是无效。请换一张卡。', 'This test card is always invalid. Take another one.'),
  '1900': t(
    '短信码不对。正确的写在输入框下面。',
    'The SMS code is wrong. The right one stands below its field.',
  ),
  '2006': t(
    '订单已过付款时间（valid_order）。请用新订单号下单。',
    'The order was not paid in time (valid_order). Place a new one.',
  ),
  '2007': t('订单已付款，不会再付一次。', 'The order is paid already. It is not paid twice.'),
  '1003': t('银行还在处理这笔订单。', 'The bank is still processing this order.'),
  '1002': t(
    '同一天有同号的订单，金额或 dt_order 不同。重试要用原来的金额和 dt_order。',
    'There is an order of this number today with another amount or dt_order. A retry repeats both.',
  ),
  '3001': t(
    '沙箱没有这个商户号（oid_partner）。',
    'The sandbox has no merchant of this number (oid_partner).',
  ),
  '3003': t('这张卡没有绑定，或者已经解绑。', 'This card is not bound, or not any more.'),
  '5601': t('预授权不接受借记卡。请换信用卡。', 'An authorization takes no debit card. Take a credit card.'),
  '6001': t(
    '这张测试卡总是余额不足。请换一张卡。',
    'This test card never has enough money. Take another one.',
  ),
};

/** What to do about a return code; undefined where there is nothing to say. */
export function adviceOn(ret_code: string): Words | undefined {
  return ADVICE[ret_code];
}
