import type { CallDefinition } from '../../wire/api-definition.js';
import { EasypayQueryRequest } from './easypay-query.request.js';
import { EasypayQueryResponse } from './easypay-query.response.js';

export const EASYPAY_QUERY: CallDefinition<EasypayQueryRequest, EasypayQueryResponse> = {
  id: 'easypay.query',
  title: 'Easy Payment Result Query API',
  endpoint: 'https://queryapi.lianlianpay.com/orderquery.htm',
  request: EasypayQueryRequest,
  response: EasypayQueryResponse,
  unsignedResponseFields: ['bank_name', 'memo', 'card_no'],
};
