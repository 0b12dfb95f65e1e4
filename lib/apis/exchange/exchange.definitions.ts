import { isBlank } from '../../common/blank.js';
import { resultState, smsOrResultState } from '../../common/payments/card-payment-state.js';
import { respellSettlement } from '../../common/messages/settlement-spelling.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { ExchangeApplyRequest } from './exchange-apply.request.js';
import { ExchangeApplyResponse } from './exchange-apply.response.js';
import { ExchangeQueryRequest } from './exchange-query.request.js';
import { ExchangeQueryResponse } from './exchange-query.response.js';
import { ExchangeVerifyRequest } from './exchange-verify.request.js';
import { ExchangeVerifyResponse } from './exchange-verify.response.js';

export const EXCHANGE_APPLY: CallDefinition<ExchangeApplyRequest, ExchangeApplyResponse> = {
  id: 'exchange.apply',
  title: 'Exchange Payment Apply API',
  endpoint: 'https://fe-pay.lianlianpay.com/exchange/v1/bankcardpayapply',
  request: ExchangeApplyRequest,
  response: ExchangeApplyResponse,
  fixed: { api_version: '1.0' },
  timestamped: 'time_stamp',
  direct: true,
  ignoredBeside: { no_agree: ['id_no', 'acct_name', 'id_type', 'card_no'] },
  complete: (response) => {
    respellSettlement(response);
    response.state = smsOrResultState(response, !isBlank(response.token));
  },
};

export const EXCHANGE_VERIFY: CallDefinition<ExchangeVerifyRequest, ExchangeVerifyResponse> = {
  id: 'exchange.verify',
  title: 'Exchange Payment Verify API',
  endpoint: 'https://fe-pay.lianlianpay.com/exchange/v1/bankcardpayverify',
  request: ExchangeVerifyRequest,
  response: ExchangeVerifyResponse,
  fixed: { api_version: '1.0' },
  timestamped: 'time_stamp',
  complete: (response) => {
    respellSettlement(response);
    response.state = resultState(response);
  },
};

export const EXCHANGE_QUERY: CallDefinition<ExchangeQueryRequest, ExchangeQueryResponse> = {
  id: 'exchange.query',
  title: 'Exchange Payment Result Query API',
  endpoint: 'https://queryapi.lianlianpay.com/exchangeorderquery.htm',
  request: ExchangeQueryRequest,
  response: ExchangeQueryResponse,
  complete: respellSettlement,
};
