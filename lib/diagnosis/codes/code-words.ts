import type { ReturnCodeMeaning } from '../../common/codes/return-codes.js';
import { both, type Sentence } from '../signature-diagnosis.js';

/** The categories of return codes: by their names in code, which are English, and in Chinese beside them. */
export const CATEGORIES: Readonly<Record<ReturnCodeMeaning['category'], Sentence>> = {
  success: both('success', 'success：成功'),
  pending: both('pending', 'pending：处理中'),
  unavailable: both('unavailable', 'unavailable：暂不可用，结果未知'),
  duplicate: both('duplicate', 'duplicate：单号重复'),
  already_done: both('already_done', 'already_done：已经完成'),
  other: both('other', 'other：其他，结果未知'),
  invalid_request: both('invalid_request', 'invalid_request：请求有误'),
  invalid_signature: both('invalid_signature', 'invalid_signature：签名有误'),
  merchant: both('merchant', 'merchant：商户或合约问题'),
  card: both('card', 'card：银行卡问题'),
  limit: both('limit', 'limit：超出限额'),
  risk: both('risk', 'risk：风控拒绝'),
  sms: both('sms', 'sms：短信验证码问题'),
  token: both('token', 'token：授权令牌失效'),
  action_required: both('action_required', 'action_required：需要下一步操作'),
  confirmation_required: both('confirmation_required', 'confirmation_required：需要确认'),
  payment_failed: both('payment_failed', 'payment_failed：支付失败'),
  refund: both('refund', 'refund：退款问题'),
  closed: both('closed', 'closed：交易已关闭'),
  not_found: both('not_found', 'not_found：没有记录'),
};

/** What a caller should do, in the same manner. */
export const ADVICE: Readonly<Record<ReturnCodeMeaning['advice'], Sentence>> = {
  'query-first': both('query-first', 'query-first，先查询，不要直接重发'),
  'retry-later': both('retry-later', 'retry-later，稍后重试同一请求'),
  'ask-payer': both('ask-payer', 'ask-payer，请付款人更正或换一种方式'),
  'start-over': both('start-over', 'start-over，重新发起'),
  'next-step': both('next-step', 'next-step，继续下一步'),
  'fix-request': both('fix-request', 'fix-request，更正请求'),
  'call-support': both('call-support', 'call-support，联系连连'),
  proceed: both('proceed', 'proceed，继续'),
};
