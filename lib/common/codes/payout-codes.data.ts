import type { ReturnCodeRow } from './return-codes.data.js';

/** What is safe where LianLian had trouble, and may have taken the payout all the same. */
const QUERY_BY_NUMBER = 'Query the payout by its no_order before anything else.';

/** What to do with a payout that LianLian holds back until a person has looked at it. */
const CONFIRM_OR_LEAVE =
  'Nothing was paid. Let a person decide: confirm it with the confirm_code, or leave it, and LianLian closes it after 24 hours. Do not send it under another number.';

/** Where LianLian keeps the number of a payout that failed. */
const SEND_UNCHANGED = 'Send it again with the same no_order and every field unchanged.';

/** The codes that mean the same in payouts as in the list for all products. */
export const PAYOUT_SHARED_CODES: readonly string[] = [
  ...['0000', '1001', '1004', '1008', '2005', '3001', '4001', '4005', '9910', '9999'],
];

/**
 * The codes that only payouts have, or that mean something else there. A payout answered with a code that is neither
 * here nor among the shared ones has an unknown outcome: LianLian advises to query after every code but 0000.
 */
export const PAYOUT_CODE_ROWS: Readonly<Record<string, ReturnCodeRow>> = {
  '1002': ['duplicate', '商户单号重复', `LianLian has a payout with this number already. ${QUERY_BY_NUMBER}`],
  '1005': [
    'card',
    '不支持该银行账户类型',
    "The receiver's kind of account, or its bank, is not served. Ask for another account.",
  ],
  '4002': [
    'confirmation_required',
    '疑似重复提交订单',
    `The payout looks like a repetition. ${CONFIRM_OR_LEAVE}`,
  ],
  '4003': [
    'confirmation_required',
    '收款银行卡和姓名不一致',
    `The receiver's card and name do not match in LianLian's records. ${CONFIRM_OR_LEAVE}`,
  ],
  '4004': [
    'confirmation_required',
    '疑似重复提交订单且收款银行卡和姓名不一致',
    `The payout looks like a repetition, and the receiver's card and name do not match in LianLian's records. ${CONFIRM_OR_LEAVE}`,
  ],
  '4006': ['unavailable', '敏感信息加密异常', `LianLian could not encrypt. ${QUERY_BY_NUMBER}`],
  '4007': [
    'unavailable',
    '敏感信息解密异常',
    `LianLian could not decrypt the request, mostly because of a wrong public key. ${QUERY_BY_NUMBER}`,
  ],
  '4008': [
    'invalid_request',
    '验证码次数超限',
    'The confirm_code was wrong too often: LianLian takes 6 attempts. The payout is not confirmed.',
  ],
  '4009': ['unavailable', '验证码异常', `LianLian had trouble with the confirm_code. ${QUERY_BY_NUMBER}`],
  '4010': [
    'closed',
    '验证码失效',
    'The confirm_code has expired, and LianLian closes the payout. If it is still due, start a new one.',
  ],
  '4011': [
    'invalid_request',
    '验证码不匹配',
    'The confirm_code is wrong. Send the one that came with 4002, 4003 or 4004.',
  ],
  '4012': [
    'card',
    '银行卡查询异常',
    "LianLian does not know the receiver's card. Ask the receiver to check the number.",
  ],
  '4103': [
    'merchant',
    '账户异常',
    `There is trouble with the merchant's account, and the payout failed. Contact LianLian. ${SEND_UNCHANGED}`,
  ],
  '4104': [
    'payment_failed',
    '付款订单创建失败',
    `LianLian could not create the payout, and it failed. ${SEND_UNCHANGED}`,
    // It lies neither with the receiver nor with the request.
    'retry-later',
  ],
  '4105': [
    'invalid_request',
    '大额行号查询失败',
    "LianLian does not find the receiver's branch by its CNAPS number (prcptcd). Check it.",
  ],
  '8901': [
    'not_found',
    '没有记录',
    'LianLian has no such payout, which is final no sooner than 30 minutes after it was sent. Query it until then; after that, send it again with the same no_order and every field unchanged.',
    // The payout may be on its way to LianLian's records.
    'query-first',
  ],
  '9104': [
    'merchant',
    '账户余额不足',
    `The merchant's balance does not cover the payout, which failed. Fill it up. ${SEND_UNCHANGED}`,
    // The balance may cover it later.
    'retry-later',
  ],
  '9911': ['limit', '超过单笔限额', 'The amount is over the limit of one payout.'],
  '9912': ['limit', '超过单日限额', "The day's limit of payouts is used up."],
  '9913': ['limit', '超过单月限额', "The month's limit of payouts is used up."],
};
