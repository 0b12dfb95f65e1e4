import type { CallDefinition } from '../../wire/api-definition.js';
import { UnifiedCreateRequest } from './unified-create.request.js';
import { UnifiedCreateResponse } from './unified-create.response.js';

export const UNIFIED_CREATE: CallDefinition<UnifiedCreateRequest, UnifiedCreateResponse> = {
  id: 'unified.create',
  title: 'Unified Gateway: Payment Creation API',
  endpoint: 'https://payserverapi.lianlianpay.com/v1/paycreatebill',
  request: UnifiedCreateRequest,
  response: UnifiedCreateResponse,
  fixed: { api_version: '1.0' },
  timestamped: 'time_stamp',
};
