import { isBlank } from '../blank.js';

/**
 * Where a card payment from a server stands after LianLian accepted its first step:
 * - `sms-sent`: the payer has a code; verify it
 * - `paid`, `processing`: as after the second step
 */
export type CardPaymentState = CardPaymentVerifyState | 'sms-sent';

/**
 * - `paid`: the money moved. The notification follows.
 * - `processing`: not final. The notification or a query tells.
 */
export type CardPaymentVerifyState = 'paid' | 'processing';

interface StepResponse {
  readonly result_pay?: string | undefined;
}

/** The state after the first step. A result says more than a code that was sent. */
export function smsOrResultState(response: StepResponse, isSmsSent: boolean): CardPaymentState {
  return isSmsSent && isBlank(response.result_pay) ? 'sms-sent' : resultState(response);
}

/** The state that the result tells: what it does not say for certain is not final. */
export function resultState({ result_pay }: StepResponse): CardPaymentVerifyState {
  return result_pay === 'SUCCESS' ? 'paid' : 'processing';
}
