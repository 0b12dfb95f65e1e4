import type { FormDefinition } from '../../wire/api-definition.js';
import { AggregateRedirectRequest } from './aggregate-redirect.request.js';

export const AGGREGATE_REDIRECT: FormDefinition<AggregateRedirectRequest> = {
  id: 'aggregate.redirect',
  title: 'Aggregate Payment Redirect API',
  endpoint: 'https://wallet.lianlianpay.com/aggregateweb/gateway.htm',
  request: AggregateRedirectRequest,
  fixed: { version: '1.1' },
  timestamped: 'timestamp',
};
