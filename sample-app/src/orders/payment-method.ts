import { same, type Text } from '../language/text.js';

/** LianLian's `pay_type` of what was paid, in words. */
const METHODS: Readonly<Record<string, Text>> = {
  '0': { zh: '余额', en: 'Balance' },
  '1': { zh: '网银（借记卡）', en: 'Online banking (debit card)' },
  '2': { zh: '快捷支付（借记卡）', en: 'Quick pay (debit card)' },
  '3': { zh: '快捷支付（信用卡）', en: 'Quick pay (credit card)' },
  '8': { zh: '网银（信用卡）', en: 'Online banking (credit card)' },
  '9': { zh: '企业网银', en: 'Business online banking' },
  D: { zh: '认证支付', en: 'Verified payment' },
  F: { zh: '信用卡预授权', en: 'Hold on a credit card' },
  I: { zh: '微信支付', en: 'WeChat Pay' },
  L: { zh: '支付宝', en: 'Alipay' },
  M: { zh: '银行卡', en: 'Bank card' },
  N: { zh: '信用卡', en: 'Credit card' },
};

/** How an order was paid. What LianLian may call it one day, nobody has translated yet. */
export function methodInWords(pay_type: string): Text {
  return METHODS[pay_type] ?? same(pay_type);
}
