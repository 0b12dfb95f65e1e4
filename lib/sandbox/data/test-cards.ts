import { both } from '../../diagnosis/signature-diagnosis.js';
import type { TestCard } from '../contract.js';

const CARDS = [
  {
    name: 'pays',
    card_no: '6222020000000000000',
    does: 'pays',
    what: both('Pays', '支付成功'),
  },
  {
    name: 'paysByCredit',
    card_no: '6222300000000080003',
    does: 'pays',
    what: both('Pays, a credit card', '支付成功（信用卡）'),
  },
  {
    name: 'insufficientBalance',
    card_no: '6222020000000066001',
    does: 'refused-after-code',
    ret_code: '6001',
    what: both('Has too little money', '余额不足'),
  },
  {
    name: 'dailyLimit',
    card_no: '6222020000000021014',
    does: 'refused-after-code',
    ret_code: '1014',
    what: both('Is over its daily limit', '超过日累计限额'),
  },
  {
    name: 'paymentLimit',
    card_no: '6222020000000071019',
    does: 'refused-after-code',
    ret_code: '1019',
    what: both('Is over the limit of one payment', '超过单笔限额'),
  },
  {
    name: 'risk',
    card_no: '6222020000000009910',
    does: 'refused-after-code',
    ret_code: '9910',
    what: both('Is refused by LianLian’s risk control', '被风控拒绝'),
  },
  {
    name: 'bankMaintenance',
    card_no: '6222020000000019000',
    does: 'refused-after-code',
    ret_code: '9000',
    what: both('Has a bank that is under maintenance', '银行维护中'),
  },
  {
    name: 'bankFailure',
    card_no: '6222020000000089094',
    does: 'refused-after-code',
    ret_code: '9094',
    what: both('Has a bank that does not take the payment', '银行扣款失败'),
  },
  {
    name: 'processing',
    card_no: '6222020000000082008',
    does: 'processing',
    ret_code: '2008',
    what: both('Stays in processing', '银行处理中'),
  },
  {
    name: 'debitOnly',
    card_no: '6222020000000025601',
    does: 'no-authorization',
    ret_code: '5601',
    what: both('Pays, but authorizes nothing: a debit card', '可支付，不能预授权（借记卡）'),
  },
  {
    name: 'invalid',
    card_no: '6222020000000071100',
    does: 'refused-at-once',
    ret_code: '1100',
    what: both('Is no valid number', '无效卡号'),
  },
  {
    name: 'lost',
    card_no: '6222020000000061101',
    does: 'refused-at-once',
    ret_code: '1101',
    what: both('Was reported lost', '已挂失'),
  },
  {
    name: 'unknownBank',
    card_no: '6222020000000051102',
    does: 'refused-at-once',
    ret_code: '1102',
    what: both('Is of no known bank', '无此发卡行'),
  },
  {
    name: 'wrongExpiryOrCvv2',
    card_no: '6222300000000051103',
    does: 'refused-at-once',
    ret_code: '1103',
    what: both(
      'Has another expiry date or CVV2 than you send, or has expired',
      '有效期或 CVV2 错误，或已过期',
    ),
  },
  {
    name: 'blacklisted',
    card_no: '6222020000000021105',
    does: 'refused-at-once',
    ret_code: '1105',
    what: both('Is on a blacklist', '在黑名单中'),
  },
  {
    name: 'notOnline',
    card_no: '6222020000000001107',
    does: 'refused-at-once',
    ret_code: '1107',
    what: both('Does not pay online', '不支持在线支付'),
  },
  {
    name: 'wrongHolder',
    card_no: '6222020000000091108',
    does: 'refused-at-once',
    ret_code: '1108',
    what: both('Has another ID number, name or phone than you send', '证件号、姓名或手机号不符'),
  },
  {
    name: 'frozen',
    card_no: '6222020000000051110',
    does: 'refused-at-once',
    ret_code: '1110',
    what: both('Is frozen: not in a normal state', '卡状态异常（如冻结）'),
  },
  {
    name: 'wrongIdNumber',
    card_no: '6222020000000031112',
    does: 'refused-at-once',
    ret_code: '1112',
    what: both('Has another ID number than you send', '证件号有误'),
  },
  {
    name: 'wrongName',
    card_no: '6222020000000021113',
    does: 'refused-at-once',
    ret_code: '1113',
    what: both('Has another name than you send', '持卡人姓名有误'),
  },
  {
    name: 'wrongPhone',
    card_no: '6222020000000011114',
    does: 'refused-at-once',
    ret_code: '1114',
    what: both('Has another phone number than you send', '手机号有误'),
  },
  {
    name: 'noPhone',
    card_no: '6222020000000001115',
    does: 'refused-at-once',
    ret_code: '1115',
    what: both('Has no phone number at its bank', '未预留手机号'),
  },
  {
    name: 'bankUnsupported',
    card_no: '6222020000000061200',
    does: 'refused-at-once',
    ret_code: '1200',
    what: both('Is of a bank that is not supported', '暂不支持该银行'),
  },
  {
    name: 'smsNotSent',
    card_no: '6222020000000009704',
    does: 'refused-at-once',
    ret_code: '9704',
    what: both('Gets no SMS code: it cannot be sent', '短信发送异常'),
  },
  {
    name: 'unsupported',
    card_no: '6222020000000089912',
    does: 'refused-at-once',
    ret_code: '9912',
    what: both('Is not supported', '暂不支持该卡'),
  },
] as const satisfies readonly TestCard[];

/**
 * Every test card: all that a payment by card can fail with by LianLian's table of return codes. The documents do not say at
 * which step each code comes. Here what a bank finds wrong with the card or its holder is told before it sends an SMS code, and what
 * it finds when it takes the money afterwards.
 */
export const testCards: readonly TestCard[] = CARDS;

/** The names of all test cards. */
export type TestCardName = (typeof CARDS)[number]['name'];

/** The numbers of the test cards, by their names. Every number that is not here pays. */
export const TEST_CARDS = Object.fromEntries(CARDS.map(({ name, card_no }) => [name, card_no])) as Readonly<
  Record<TestCardName, string>
>;

/** What goes with a test card. Nobody is called so, and the sandbox takes any other values too. */
export const TEST_CARD_HOLDER = {
  acct_name: '测试用户',
  id_type: '0',
  id_no: '110101199003070038',
  bind_mob: '13900000000',
  /** As `vali_date`: year and month. */
  vali_date: '3012',
  cvv2: '123',
} as const;

/** Whom a test payout goes to. */
export const TEST_RECEIVER = { card_no: '6217000000000060123', acct_name: '张三' } as const;

const ofNumber: ReadonlyMap<string, TestCard> = new Map(testCards.map((card) => [card.card_no, card]));

/** The test card of a number, if it is one. */
export function testCardOf(card_no: string): TestCard | undefined {
  return ofNumber.get(card_no);
}
