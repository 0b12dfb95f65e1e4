import type { CallDefinition } from '../../wire/api-definition.js';
import { RefundApplyRequest } from './refund-apply.request.js';
import { RefundQueryRequest } from './refund-query.request.js';
import { refundState } from './refund-state.js';
import { RefundApplyResponse, RefundQueryResponse } from './refund.response.js';

export const REFUND_APPLY: CallDefinition<RefundApplyRequest, RefundApplyResponse> = {
  id: 'refund.apply',
  title: 'Refund Apply API',
  endpoint: 'https://traderapi.lianlianpay.com/refund.htm',
  request: RefundApplyRequest,
  response: RefundApplyResponse,
  complete: (response, request) => {
    response.state = refundState(response, request);
  },
};

/** The same for payments in a foreign currency. An id of its own, so that `endpoints` can name its address. */
export const REFUND_APPLY_CROSS_BORDER: typeof REFUND_APPLY = {
  ...REFUND_APPLY,
  id: 'refund.applyCrossBorder',
  endpoint: 'https://traderapi.lianlianpay.com/exchangerefund.htm',
};

export const REFUND_QUERY: CallDefinition<RefundQueryRequest, RefundQueryResponse> = {
  id: 'refund.query',
  title: 'Refund Result Query API',
  endpoint: 'https://queryapi.lianlianpay.com/refundquery.htm',
  request: RefundQueryRequest,
  response: RefundQueryResponse,
  complete: (response, request) => {
    response.state = refundState(response, request);
  },
};
