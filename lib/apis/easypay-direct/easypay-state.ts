import { isBlank } from '../../common/blank.js';
import { type IdentifyingNumbers, namesWhatWasAsked } from '../../common/identifying-numbers.js';
import { isAuthorizationPayType } from '../../common/payment-state.js';
import { SMS_SENT_CODE } from '../../common/sms-sent.js';

/** Where a card payment from a server stands after LianLian accepted a step of it. */
export type EasypayState = EasypayVerifyState | 'sms-sent';

/**
 * - `paid`: the money moved. The notification follows.
 * - `authorized`: the amount is reserved, nothing is paid.
 * - `processing`: not final. The notification or a query tells.
 */
export type EasypayVerifyState = 'paid' | 'processing' | 'authorized';

interface StepRequest extends IdentifyingNumbers {
  readonly pay_type?: string | undefined;
}

interface StepResponse extends IdentifyingNumbers {
  readonly ret_code: string;
  readonly token?: string | undefined;
  readonly result_pay?: string | undefined;
  readonly pay_type?: string | undefined;
}

/** The state after the first step. */
export function applyState(response: StepResponse, request: StepRequest): EasypayState {
  const awaitsCode = !isBlank(response.token) && isBlank(response.result_pay);
  if (response.ret_code === SMS_SENT_CODE || awaitsCode) return 'sms-sent';
  return resultState(response, request);
}

/** The state after the second step. */
export function verifyState(response: StepResponse, request: StepRequest): EasypayVerifyState {
  return resultState(response, request);
}

/** A response that does not say which order it is about says no result of this one. */
function resultState(response: StepResponse, request: StepRequest): EasypayVerifyState {
  const { result_pay } = response;
  if (!namesWhatWasAsked(request, response)) return 'processing';
  if (result_pay === 'APPLY_SUCCESS') return 'authorized';
  if (result_pay !== 'SUCCESS') return 'processing';
  return [response, request].some(({ pay_type }) => isAuthorizationPayType(pay_type)) ? 'authorized' : 'paid';
}
