import type { CallerAdvice } from '../../errors/caller-advice.js';
import type { ReturnCodeCategory } from '../../errors/return-code-category.js';

/**
 * A row: the category, LianLian's own text, what happened and what to do in our words, and the advice where it is not
 * that of the category.
 */
export type ReturnCodeRow = readonly [
  category: ReturnCodeCategory,
  ret_msg: string,
  description: string,
  advice?: CallerAdvice,
];

/** Why LianLian may not know what it has, and takes a second attempt for another order. */
const VERY_NUMBERS =
  'Number and time (dt_order, dt_refund) must be the very ones that were sent: a column that rounds milliseconds up, or is read in another zone, changes the time.';

/**
 * LianLian's return codes, as its documents list them for all products; `payout-codes.data.ts` has those of payouts. The
 * module classifies errors by them, and the sandbox answers with them.
 */
export const RETURN_CODE_ROWS: Readonly<Record<string, ReturnCodeRow>> = {
  '0000': ['success', '交易成功', 'LianLian accepted the request; that alone does not mean paid.'],
  '0106': [
    'unavailable',
    '签约银行卡信息查询失败',
    'LianLian could not look up the bound card. Query the order, then try again later.',
  ],
  '1000': [
    'token',
    '支付授权令牌失效或错误',
    'The payment token is wrong or older than 30 minutes. Apply again for a new one.',
  ],
  '1001': [
    'invalid_signature',
    '商户请求签名错误',
    'LianLian refused the signature: the private key does not belong to the public key registered there, or the fields changed after signing.',
  ],
  '1002': [
    'duplicate',
    '第三方单号重复',
    `LianLian has this number already, or has it with another time or amount. Query it before anything else. ${VERY_NUMBERS}`,
  ],
  '1003': [
    'pending',
    '正在支付中,请稍后',
    'The payment is in progress. Query the order until its result is final.',
  ],
  '1004': [
    'invalid_request',
    '商户请求参数校验错误（具体参数名）',
    'A field is missing or malformed; ret_msg names it.',
  ],
  '1005': ['payment_failed', '支付处理失败', 'The payment failed. The payer may try again.'],
  '1006': [
    'payment_failed',
    '支付单创建失败',
    'LianLian could not create the payment. Try again with the same order.',
  ],
  '1007': ['unavailable', '网络链接繁忙', 'LianLian is busy. Query the order before you send it again.'],
  '1008': [
    'merchant',
    '商户请求IP错误',
    "The request came from an IP address that is not registered with LianLian. Ask LianLian to add the server's address.",
  ],
  '1009': [
    'merchant',
    '暂停商户支付服务，请联系连连银通客服',
    'LianLian has suspended payments of this merchant. Contact LianLian.',
  ],
  '1012': ['invalid_request', '请求报文解析失败', 'LianLian could not parse the request.'],
  '1014': ['limit', '日累计金额或笔数超限', 'The daily limit of amount or number of payments is used up.'],
  '1016': ['limit', '交易金额超限', 'The amount is over the limit.'],
  '1019': ['limit', '单笔金额超限', 'The amount is over the limit of one payment.'],
  '1100': ['card', '无效卡号', 'The card number is not valid. Ask the payer to check it.'],
  '1101': ['card', '卡已挂失', 'The card was reported lost. Ask for another card.'],
  '1102': ['card', '无此发卡方', 'No bank is known for this card. Ask for another card.'],
  '1103': [
    'card',
    '银行卡有效期或CVV2错误',
    'The expiry date or the security code of the card is wrong. Ask the payer to check them.',
  ],
  '1104': ['card', '卡密码错误', 'The password of the card is wrong.'],
  '1105': ['card', '卡号在黑名单中', 'The card is on a blacklist. Ask for another card.'],
  '1106': [
    'card',
    '允许的输入PIN次数超限',
    'The PIN of the card was entered wrongly too often. Ask for another card.',
  ],
  '1107': [
    'card',
    '您的银行卡暂不支持在线支付业务',
    'The card does not support online payment. Ask for another card.',
  ],
  '1108': [
    'card',
    '您输入的证件号、姓名或手机号有误',
    'The document number, the name or the phone number does not match the card. Ask the payer to check them.',
  ],
  '1109': ['card', '卡号和证件号不符', 'The card and the document number do not belong together.'],
  '1110': ['card', '卡状态异常', 'The card is not in a normal state. Ask the payer to contact the bank.'],
  '1111': [
    'payment_failed',
    '交易异常，支付失败',
    'The payment failed because of an abnormal transaction. The payer may try again.',
  ],
  '1112': ['card', '证件号有误', 'The document number is wrong. Ask the payer to check it.'],
  '1113': ['card', '持卡人姓名有误', "The card holder's name is wrong. Ask the payer to check it."],
  '1114': ['card', '手机号有误', 'The phone number is wrong. Ask the payer for the one that the bank has.'],
  '1115': [
    'card',
    '该卡未预留手机号',
    'The bank has no phone number for this card. Ask for another card, or the payer to register one.',
  ],
  '1200': [
    'card',
    '用户选择的银行暂不支持，请重新选择其他银行进行支付/签约',
    'The bank is not supported for now. Ask for a card of another bank.',
  ],
  '1201': ['card', '银行卡变更失败', 'The card could not be changed.'],
  '1202': ['unavailable', '银行卡查询失败', 'LianLian could not look up the card. Try again later.'],
  '1805': ['card', '暂不支持该银行', 'The bank is not supported for now. Ask for a card of another bank.'],
  '1900': ['sms', '短信码校验错误', 'The SMS code is wrong. Ask the payer to check it.'],
  '1901': ['sms', '短信码已失效', 'The SMS code has expired. Apply again for a new one.'],
  '1902': [
    'limit',
    '该卡交易金额超出免密限额',
    'The amount is over the limit up to which the card pays without a password.',
  ],
  '2003': [
    'pending',
    '支付单创建',
    'The payment was created, and is not paid yet. Query the order until its result is final.',
  ],
  '2004': ['pending', '签约处理中', 'Binding the card is in progress. Query until its result is final.'],
  '2005': [
    'pending',
    '原交易已在进行处理，请勿重复提交',
    'The transaction is being processed already. Query it, do not send it again.',
  ],
  '2006': ['closed', '交易已过期', 'The transaction has expired. Start a new one.'],
  '2007': ['already_done', '交易已支付成功', 'The order was paid already. Query it, do not send it again.'],
  '2008': [
    'pending',
    '交易处理中',
    'The transaction is being processed. Query it until its result is final.',
  ],
  '3001': [
    'merchant',
    '非法商户',
    'LianLian does not know this merchant number, or does not accept it. Check oid_partner and the environment.',
  ],
  '3002': ['other', '用户生成错误', 'LianLian could not create the user.'],
  '3003': ['not_found', '签约信息不存在', 'The card is not bound.'],
  '3004': ['card', '用户解约失败', 'The card could not be unbound.'],
  '3005': ['invalid_request', '查询跨度不得高于3个月', 'A query must not span more than 3 months.'],
  '3006': ['not_found', '用户不存在', 'LianLian does not know this user.'],
  '3007': ['not_found', '[user_id]查询不存在', 'LianLian does not know this user_id.'],
  '3008': ['invalid_request', '查询截止日期错误', 'The end date of the query is wrong.'],
  '3009': ['already_done', '重复签约', 'The card is bound already.'],
  '3010': [
    'merchant',
    '商户支付权限不足',
    'The merchant lacks the permission for this payment. Contact LianLian.',
  ],
  '3011': ['not_found', '用户签约信息不存在', 'The user has no bound card.'],
  '4000': [
    'card',
    '解约失败，请联系发卡行',
    'The card could not be unbound. The payer has to contact the bank.',
  ],
  '4001': [
    'invalid_request',
    '该订单不存在或非复核状态',
    'The order does not exist, or does not await a confirmation.',
  ],
  '4002': [
    'confirmation_required',
    '疑似重复提交订单',
    'The order looks like a repetition. Confirm it if it is meant.',
  ],
  '4003': [
    'confirmation_required',
    '收款银行卡和姓名不一致',
    "The receiver's card and name do not match. Confirm it if it is meant.",
  ],
  '4004': [
    'confirmation_required',
    '疑似重复提交订单且收款银行卡和姓名不一致',
    "The order looks like a repetition, and the receiver's card and name do not match. Confirm it if it is meant.",
  ],
  '4005': [
    'merchant',
    '商户没有实时付款权限',
    'The merchant lacks the permission for this operation. Contact LianLian.',
  ],
  '4007': [
    'invalid_request',
    '敏感信息解密异常',
    'LianLian could not decrypt the sensitive fields. Check the key that encrypted them.',
  ],
  '5001': [
    'card',
    '卡bin校验失败',
    'The first digits of the card number belong to no known card. Ask the payer to check it.',
  ],
  '5002': ['not_found', '原始交易不存在', `The original transaction does not exist. ${VERY_NUMBERS}`],
  '5003': ['refund', '退款金额错误', 'The amount of the refund is wrong.'],
  '5004': [
    'merchant',
    '商户状态异常，无法退款',
    "The merchant's state does not allow refunds. Contact LianLian.",
  ],
  '5005': [
    'refund',
    '退款失败，请重试',
    'LianLian says that the refund failed, and may do it all the same. Query it before you try again.',
    // LianLian's text says that the refund failed, and to try again: it may have been made all the same.
    'query-first',
  ],
  // The balance may cover it later.
  '5006': ['refund', '商户账户余额不足', "The merchant's balance does not cover the refund.", 'retry-later'],
  '5007': ['refund', '累计退款金额大于原交易金额', 'All refunds together would exceed the original amount.'],
  '5008': [
    'refund',
    '原交易未成功',
    'The original transaction was not successful, so there is nothing to refund.',
  ],
  '5501': [
    'unavailable',
    '大额行号查询失败',
    "LianLian could not find the bank's number for large amounts. Try again later.",
  ],
  '5502': ['card', '信用卡不支持提现', 'Credit cards cannot receive withdrawals. Ask for a debit card.'],
  '5503': [
    'merchant',
    '商户提现权限不足',
    'The merchant lacks the permission to withdraw. Contact LianLian.',
  ],
  '5504': [
    'merchant',
    '商户操作权限不足',
    'The merchant lacks the permission for this operation. Contact LianLian.',
  ],
  '5505': [
    'merchant',
    '该银行未进行配置，请联系客服',
    'The bank is not set up for this merchant. Contact LianLian.',
  ],
  '5506': ['invalid_request', '商户备注解析失败', "LianLian could not parse the merchant's remark."],
  '5601': ['invalid_request', '支付方式和卡类型不匹配', 'pay_type does not fit the kind of card.'],
  '6001': ['card', '卡余额不足', 'The card has too little money. Ask for another card.'],
  '6002': ['card', '该卡号未成功进行首次验证', 'The card has not passed its first verification.'],
  '6601': [
    'unavailable',
    '获取银行请求地址失败，请稍后重试',
    "LianLian could not get the bank's address. Query the order, then try again later.",
  ],
  '7001': ['already_done', '用户已存在', 'The user exists already.'],
  '7017': ['invalid_request', '金额不正确', 'The amount is wrong.'],
  '7018': ['card', '新增银行卡用户信息不一致', "The new card's holder differs from the user."],
  '7119': [
    'invalid_request',
    '分账信息有误（分期付定期扣款）',
    'The sharing data are wrong (instalments by regular deduction).',
  ],
  '7777': [
    'action_required',
    '需要补全签约信息',
    'The card has to be bound completely first: details are missing.',
  ],
  '8000': ['not_found', '用户信息不存在', 'LianLian does not know this user.'],
  '8001': ['other', '文件异常', 'LianLian had trouble with a file.'],
  '8002': ['other', '生成文件异常', 'LianLian could not create a file.'],
  '8003': ['other', '解析文件异常', 'LianLian could not parse a file.'],
  '8006': [
    'unavailable',
    '汇兑异常',
    'The currency exchange had trouble. Query the order before anything else.',
  ],
  '8010': ['not_found', '付款人信息不存在', 'LianLian does not know this payer.'],
  '8099': [
    'card',
    '实名认证失败',
    'Real-name verification failed. Ask the payer to check name and document number.',
  ],
  '8101': ['not_found', '无此扣款计划信息', 'LianLian does not know this deduction plan.'],
  '8102': [
    'already_done',
    '当前扣款计划已执行，请勿重复执行',
    'The deduction plan was carried out already. Do not repeat it.',
  ],
  '8103': ['other', '还款计划通知短信发送失败', 'The SMS about the repayment plan could not be sent.'],
  '8104': ['payment_failed', '扣款失败', 'The deduction failed.'],
  '8105': ['limit', '变更还款次数超过限制', 'The repayment was changed too often.'],
  '8106': [
    'invalid_request',
    '该签约协议号未授权该扣款协议号进行扣款',
    'The bound card does not authorize this deduction agreement.',
  ],
  '8107': ['invalid_request', '扣款计划校验失败', 'The deduction plan did not pass the check.'],
  '8108': ['other', '变更计划失败', 'The plan could not be changed.'],
  '8109': ['other', '计划保存失败', 'The plan could not be saved.'],
  '8110': ['sms', '验证码错误', 'The verification code is wrong. Ask the payer to check it.'],
  '8111': ['unavailable', '用户查询失败', 'LianLian could not look up the user. Try again later.'],
  '8112': ['other', '变更计划状态失败', "The plan's state could not be changed."],
  '8113': ['not_found', '分期计划不存在', 'LianLian does not know this instalment plan.'],
  '8114': ['invalid_request', '扣款方式不符', 'The way of deduction does not fit.'],
  '8115': ['other', '还款卡授权失败', 'The card for repayment could not be authorized.'],
  '8116': ['other', '定时任务执行失败', 'A scheduled task of LianLian failed.'],
  '8117': [
    'unavailable',
    '幂等检查异常',
    'The check against repetitions failed. Query the order before anything else.',
  ],
  '8888': [
    'action_required',
    '短信已下发，需要再次验证',
    'LianLian has sent an SMS code. Verify it to go on.',
  ],
  '8901': [
    'not_found',
    '没有记录',
    `LianLian has no such record. After a payment call without a response, ask again a little later. ${VERY_NUMBERS}`,
  ],
  '8911': ['not_found', '没有风控记录', 'LianLian has no risk record.'],
  '9000': [
    'unavailable',
    '银行维护中，请稍后再试',
    'The bank is under maintenance. Query the order, then try again later.',
  ],
  '9002': ['invalid_request', '报文解析异常', 'LianLian could not parse the message.'],
  '9091': [
    'payment_failed',
    '创建支付失败',
    'The payment could not be created. Try again with the same order.',
  ],
  '9092': [
    'invalid_request',
    '支付单号与订单号不一致',
    "LianLian's transaction number and the order number do not belong together.",
  ],
  '9093': ['not_found', '无对应的支付单信息', `LianLian has no such payment. ${VERY_NUMBERS}`],
  '9094': [
    'payment_failed',
    '请求银行扣款失败',
    'The bank did not take the payment. The payer may try again.',
  ],
  '9104': ['card', '对公账户余额不足', "The company's account has too little money."],
  '9700': ['sms', '短信验证码错误', 'The SMS code is wrong. Ask the payer to check it.'],
  '9701': ['sms', '短信验证码和手机不匹配', 'The SMS code belongs to another phone number.'],
  '9702': [
    'sms',
    '验证码错误次数超过最大次数,请重新获取进行验证',
    'The SMS code was wrong too often. Apply again for a new one.',
  ],
  '9703': ['sms', '短信验证码失效,请重新获取', 'The SMS code has expired. Apply again for a new one.'],
  '9704': ['sms', '短信发送异常,请稍后重试', 'The SMS could not be sent. Try again later.', 'retry-later'],
  '9901': [
    'invalid_request',
    '请求报文非法',
    'LianLian finds the request illegal. Check endpoint, merchant number and fields.',
  ],
  '9902': [
    'unavailable',
    '接口调用异常',
    'A call within LianLian failed. Query the order before anything else.',
  ],
  '9903': [
    'unavailable',
    '请求无效，请稍后重试',
    'LianLian could not handle the request for now. Query the order before you send it again.',
  ],
  '9907': ['invalid_request', '银行编码与卡不一致', 'bank_code does not fit the card.'],
  '9910': [
    'risk',
    '风险等级过高',
    "LianLian's risk control refused the payment. Check risk_item; contact LianLian if it persists.",
  ],
  '9911': ['limit', '金额超过指定额度', 'The amount is over the assigned limit.'],
  '9912': ['card', '该卡暂不支持', 'The card is not supported for now. Ask for another card.'],
  '9913': ['already_done', '该卡已签约成功', 'The card is bound already.'],
  '9920': [
    'refund',
    '退款失败',
    'LianLian says that the refund failed. Query it before you try again.',
    'query-first',
  ],
  '9921': ['unavailable', '退款查询失败', 'The refund could not be looked up. Ask again later.'],
  '9970': [
    'unavailable',
    '银行系统日切处理中',
    'The bank is closing its day. Query the order, then try again later.',
  ],
  '9983': [
    'duplicate',
    '商户订单号重复',
    `LianLian has this number already, or has it with another time or amount. Query it before anything else. ${VERY_NUMBERS}`,
  ],
  '9990': [
    'payment_failed',
    '银行交易出错，{银行返回的错误信息}，请稍后重试',
    "The bank failed the payment; ret_msg has the bank's words. The payer may try again later.",
  ],
  '9991': [
    'payment_failed',
    '银行交易出错，请联系客服，客服热线客服热线：4000188888',
    'The bank failed the payment. Contact LianLian if it persists.',
  ],
  '9999': ['unavailable', '系统错误', 'LianLian had a system error. Query the order before anything else.'],
};

/**
 * The statuses with which an authorization's query answers in place of a return code. The documents explain them in
 * English and print no text of LianLian's.
 */
export const AUTHORIZATION_STATUS_TEXTS: Readonly<Record<string, string>> = {
  PR07: 'authorized',
  PR08: 'authorization to be verified',
  PR09: 'authorizing',
  PR10: 'authorization failed',
  PR11: 'captured',
  PR12: 'capturing',
  PR13: 'capture failed',
  PR14: 'cancelled',
  PR15: 'cancelling',
  PR16: 'cancel failed',
};
