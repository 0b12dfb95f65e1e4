import { AGGREGATE_QUERY } from '../apis/aggregate-query/aggregate-query.definition.js';
import { EASYPAY_QUERY } from '../apis/easypay-query/easypay-query.definition.js';
import { EXCHANGE_QUERY } from '../apis/exchange/exchange.definitions.js';
import { MPAY_QUERY } from '../apis/mpay/mpay.definitions.js';
import type { PaymentProduct } from '../common/payments/payment-reference.js';

/** By which query each product's payments are found. */
export const PRODUCT_QUERIES = {
  aggregate: AGGREGATE_QUERY,
  easypay: EASYPAY_QUERY,
  mpay: MPAY_QUERY,
  exchange: EXCHANGE_QUERY,
} as const satisfies Readonly<
  Record<PaymentProduct, { readonly unsignedResponseFields?: readonly string[] | undefined }>
>;
