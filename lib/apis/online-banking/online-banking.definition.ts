import type { FormDefinition } from '../../wire/api-definition.js';
import { OnlineBankingRedirectRequest } from './online-banking-redirect.request.js';

export const ONLINE_BANKING_REDIRECT: FormDefinition<OnlineBankingRedirectRequest> = {
  id: 'onlineBanking.redirect',
  title: 'Online Banking Payment API',
  endpoint: 'https://payment.lianlianpay.com/payment/bankgateway.htm',
  request: OnlineBankingRedirectRequest,
  fixed: { version: '1.0' },
  timestamped: 'timestamp',
};
