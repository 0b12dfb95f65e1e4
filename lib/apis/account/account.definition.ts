import type { CallDefinition } from '../../wire/api-definition.js';
import { AccountBalanceRequest } from './account-balance.request.js';
import { AccountBalanceResponse } from './account-balance.response.js';

export const ACCOUNT_BALANCE: CallDefinition<AccountBalanceRequest, AccountBalanceResponse> = {
  id: 'account.balance',
  title: 'Balance Query API',
  endpoint: 'https://traderapi.lianlianpay.com/traderAcctQuery.htm',
  request: AccountBalanceRequest,
  response: AccountBalanceResponse,
  fixed: { api_version: '1.0' },
  mayBeUnsigned: ['0000'],
  complete: (response, _request, verified) => {
    response.verified = verified === true;
  },
};
