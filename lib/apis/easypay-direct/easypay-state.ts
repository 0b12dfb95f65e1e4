import { isBlank } from '../../common/blank.js';
import { isAuthorizationPayType } from '../../common/payments/payment-state.js';
import { SMS_SENT_CODE } from '../../common/payments/sms-sent.js';

/** Where a card payment from a server stands after LianLian accepted a step of it. */
export type EasypayState = EasypayVerifyState | 'sms-sent';

/**
 * - `paid`: the money moved. The notification follows.
 * - `authorized`: the amount is reserved, nothing is paid.
 * - `processing`: not final. The notification or a query tells.
 */
export type EasypayVerifyState = 'paid' | 'processing' | 'authorized';

interface StepResponse {
  readonly ret_code: string;
  readonly token?: string | undefined;
  readonly result_pay?: string | undefined;
  readonly pay_type?: string | undefined;
}

/** The state after the first step. */
export function applyState(response: StepResponse, requestPayType: string | undefined): EasypayState {
  const awaitsCode = !isBlank(response.token) && isBlank(response.result_pay);
  if (response.ret_code === SMS_SENT_CODE || awaitsCode) return 'sms-sent';
  return resultState(response.result_pay, [response.pay_type, requestPayType]);
}

/** The state after the second step. */
export function verifyState(response: StepResponse): EasypayVerifyState {
  return resultState(response.result_pay, [response.pay_type]);
}

function resultState(
  resultPay: string | undefined,
  payTypes: readonly (string | undefined)[],
): EasypayVerifyState {
  if (resultPay === 'APPLY_SUCCESS') return 'authorized';
  if (resultPay !== 'SUCCESS') return 'processing';
  return payTypes.some(isAuthorizationPayType) ? 'authorized' : 'paid';
}
