import { isBlank } from '../blank.js';
import { AUTHORIZATION_PAY_TYPE } from '../enums.js';

/**
 * What LianLian says became of a payment:
 * - `paid`, `authorized`, `failed`, `reversed`, `closed`: final
 * - `pending`: not decided, or LianLian could not tell; `not-found`: LianLian has no such payment, yet
 */
export type PaymentState = 'paid' | 'authorized' | 'failed' | 'reversed' | 'closed' | 'pending' | 'not-found';

/** What a notification, a return or a query's response says of a payment. */
interface PaymentResult {
  readonly result_pay?: string | undefined;
  readonly pay_type?: string | undefined;
}

const AUTHORIZATION_PAY_TYPES: readonly string[] = Object.values(AUTHORIZATION_PAY_TYPE);
const FINAL_STATES: readonly PaymentState[] = ['paid', 'authorized', 'failed', 'reversed', 'closed'];

/** Whether a `pay_type` only sets money aside: F (credit card) and G (debit card). */
export function isAuthorizationPayType(payType: string | undefined): boolean {
  return payType !== undefined && AUTHORIZATION_PAY_TYPES.includes(payType);
}

/**
 * Whether money moved: a success that is no authorization, by its `pay_type` or by what is known otherwise. Undefined
 * where neither tells: a success without `pay_type` may be either.
 */
export function pays(result: PaymentResult, isAuthorization?: boolean): boolean | undefined {
  if (result.result_pay !== 'SUCCESS' || isAuthorizationPayType(result.pay_type)) return false;
  if (isAuthorization === undefined && isBlank(result.pay_type)) return undefined;
  return isAuthorization !== true;
}

/**
 * The state that a verified result tells. What it does not say for certain is pending: a success without `pay_type`
 * too, unless it is known whether it is an authorization.
 */
export function paymentStateOf(result: PaymentResult, isAuthorization?: boolean): PaymentState {
  switch (result.result_pay) {
    case 'SUCCESS': {
      const isPaid = pays(result, isAuthorization);
      if (isPaid === undefined) return 'pending';
      return isPaid ? 'paid' : 'authorized';
    }
    case 'FAILURE':
      return 'failed';
    case 'REFUND':
      return 'reversed';
    default:
      return 'pending';
  }
}

/** Whether the state will not change of its own. */
export function isFinalState(state: PaymentState): boolean {
  return FINAL_STATES.includes(state);
}
