import type { CallDefinition } from '../../wire/api-definition.js';
import { AggregateQueryRequest } from './aggregate-query.request.js';
import { AggregateQueryResponse } from './aggregate-query.response.js';

export const AGGREGATE_QUERY: CallDefinition<AggregateQueryRequest, AggregateQueryResponse> = {
  id: 'aggregate.query',
  title: 'Aggregate Payment Result Query API',
  endpoint: 'https://wallet.lianlianpay.com/llwalletapi/orderquery.htm',
  request: AggregateQueryRequest,
  response: AggregateQueryResponse,
  unsignedResponseFields: ['bank_name', 'memo', 'card_no'],
};
