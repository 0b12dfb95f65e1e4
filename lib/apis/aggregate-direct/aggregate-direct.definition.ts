import type { CallDefinition } from '../../wire/api-definition.js';
import { AggregateDirectRequest } from './aggregate-direct.request.js';
import { AggregateDirectResponse } from './aggregate-direct.response.js';
import { payLoadOf } from './pay-load.js';

export const AGGREGATE_DIRECT: CallDefinition<AggregateDirectRequest, AggregateDirectResponse> = {
  id: 'aggregate.direct',
  title: 'Aggregate Payment Direct API',
  endpoint: 'https://wallet.lianlianpay.com/llwalletapi/combinepay.htm',
  request: AggregateDirectRequest,
  response: AggregateDirectResponse,
  direct: true,
  complete: (response, request) => {
    response.payLoad = payLoadOf(response.payLoad, request['pay_type']);
  },
};
