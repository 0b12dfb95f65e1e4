import type { CallDefinition } from '../../wire/api-definition.js';
import { PayoutApplyRequest } from './payout-apply.request.js';
import { PayoutApplyResponse } from './payout-apply.response.js';
import { PayoutConfirmRequest } from './payout-confirm.request.js';
import { PayoutConfirmResponse } from './payout-confirm.response.js';
import { PayoutQueryRequest } from './payout-query.request.js';
import { PayoutQueryResponse } from './payout-query.response.js';
import {
  isFinalPayoutState,
  NO_RECORD_CODE,
  payoutState,
  REVIEW_CODES,
  reviewReason,
} from './payout-state.js';

export const PAYOUT_APPLY: CallDefinition<PayoutApplyRequest, PayoutApplyResponse> = {
  id: 'payout.apply',
  title: 'Instant Payment Apply API',
  endpoint: 'https://instantpay.lianlianpay.com/paymentapi/payment.htm',
  request: PayoutApplyRequest,
  response: PayoutApplyResponse,
  fixed: { api_version: '1.1' },
  encrypted: true,
  responseCodes: REVIEW_CODES,
  complete: (response) => {
    response.reason = reviewReason(response.ret_code);
    response.state = response.reason === undefined ? 'accepted' : 'needs-confirmation';
  },
};

export const PAYOUT_CONFIRM: CallDefinition<PayoutConfirmRequest, PayoutConfirmResponse> = {
  id: 'payout.confirm',
  title: 'Instant Payment Confirm API',
  endpoint: 'https://instantpay.lianlianpay.com/paymentapi/confirmPayment.htm',
  request: PayoutConfirmRequest,
  response: PayoutConfirmResponse,
  fixed: { api_version: '1.1' },
  encrypted: true,
  complete: (response) => {
    response.state = 'accepted';
  },
};

export const PAYOUT_QUERY: CallDefinition<PayoutQueryRequest, PayoutQueryResponse> = {
  id: 'payout.query',
  title: 'Instant Payment Result Query API',
  endpoint: 'https://instantpay.lianlianpay.com/paymentapi/queryPayment.htm',
  request: PayoutQueryRequest,
  response: PayoutQueryResponse,
  fixed: { api_version: '1.0' },
  responseCodes: [NO_RECORD_CODE],
  mayBeUnsigned: [NO_RECORD_CODE],
  complete: (response, request) => {
    response.state = payoutState(response, request);
    response.final = isFinalPayoutState(response.state);
  },
};
