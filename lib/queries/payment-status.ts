import type { AggregateQueryResponse } from '../apis/aggregate-query/aggregate-query.response.js';
import type { EasypayQueryResponse } from '../apis/easypay-query/easypay-query.response.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';

/**
 * What LianLian says became of a payment:
 * - `paid`, `authorized`, `failed`, `reversed`, `closed`: final
 * - `pending`: not decided, or LianLian could not tell; `not-found`: LianLian has no such payment, yet
 */
export type PaymentState = 'paid' | 'authorized' | 'failed' | 'reversed' | 'closed' | 'pending' | 'not-found';

/** The state, and the verified answer that says so; without one where LianLian answered with an error. */
export interface PaymentStatus {
  readonly state: PaymentState;
  readonly answer?: AggregateQueryResponse | EasypayQueryResponse | undefined;
}

const FINAL_STATES: readonly PaymentState[] = ['paid', 'authorized', 'failed', 'reversed', 'closed'];

/** Whether the state will not change of its own. */
export function isFinal({ state }: PaymentStatus): boolean {
  return FINAL_STATES.includes(state);
}

/** The state that a verified answer tells. What it does not say for certain is pending. */
export function statusOf(answer: AggregateQueryResponse | EasypayQueryResponse): PaymentStatus {
  return { state: stateOf(answer), answer };
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

function stateOf({ result_pay, pay_type }: AggregateQueryResponse | EasypayQueryResponse): PaymentState {
  switch (result_pay) {
    case 'SUCCESS':
      return pay_type === 'F' || pay_type === 'G' ? 'authorized' : 'paid';
    case 'FAILURE':
      return 'failed';
    case 'REFUND':
      return 'reversed';
    default:
      return 'pending';
  }
}
