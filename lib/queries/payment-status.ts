import type { AggregateQueryResponse } from '../apis/aggregate-query/aggregate-query.response.js';
import type { EasypayQueryResponse } from '../apis/easypay-query/easypay-query.response.js';
import type { ExchangeQueryResponse } from '../apis/exchange/exchange-query.response.js';
import type { MpayQueryResponse } from '../apis/mpay/mpay-query.response.js';
import { type PaymentState, paymentStateOf } from '../common/payments/payment-state.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';

/** The state, and the verified response that says so; without one where LianLian answered with an error. */
export interface PaymentStatus {
  readonly state: PaymentState;
  readonly response?:
    AggregateQueryResponse | EasypayQueryResponse | MpayQueryResponse | ExchangeQueryResponse | undefined;
  /**
   * Of `not-found`: the `dt_order`, `yyyyMMddHHmmss`, by which LianLian does know an order of this number. The app did not
   * keep the one that it sent; the log says what to do.
   */
  readonly otherTime?: string | undefined;
}

/** What the query of a product says of a payment. */
export type PaymentQueryResponse = NonNullable<PaymentStatus['response']>;

/**
 * The state that a verified response tells. What it does not say for certain is pending.
 *
 * @param isAuthorization where that is known otherwise than by the response
 */
export function statusOf(response: PaymentQueryResponse, isAuthorization?: boolean): PaymentStatus {
  return { state: paymentStateOf(response, isAuthorization), response };
}

/**
 * The state that an error of the query tells, or undefined if it tells none: an error of a query speaks of the
 * query, so only few of them speak of the payment.
 */
export function statusOfError(error: unknown): PaymentStatus | undefined {
  if (!(error instanceof LianlianApiError)) return undefined;
  switch (error.category) {
    case 'not_found':
      return { state: 'not-found' };
    case 'closed':
      return { state: 'closed' };
    case 'pending':
    case 'unavailable':
      return { state: 'pending' };
    default:
      return undefined;
  }
}
