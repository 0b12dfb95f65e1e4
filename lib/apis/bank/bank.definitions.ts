import { responseItems } from '../../common/messages/response-items.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { BankBranch } from './bank-branch.js';
import { BanksBranchesRequest } from './banks-branches.request.js';
import { BanksBranchesResponse } from './banks-branches.response.js';
import { BanksSupportedRequest } from './banks-supported.request.js';
import { BanksSupportedResponse } from './banks-supported.response.js';
import { SupportedBank } from './supported-bank.js';

export const BANKS_SUPPORTED: CallDefinition<BanksSupportedRequest, BanksSupportedResponse> = {
  id: 'banks.supported',
  title: 'Supported Bank Query',
  endpoint: 'https://queryapi.lianlianpay.com/supportbankquery.htm',
  request: BanksSupportedRequest,
  response: BanksSupportedResponse,
  fixed: { api_version: '1.0' },
  mayBeUnsigned: ['0000'],
  complete: (response, _request, verified) => {
    response.verified = verified === true;
    response.support_banklist = responseItems(response.support_banklist, SupportedBank);
  },
};

export const BANKS_BRANCHES: CallDefinition<BanksBranchesRequest, BanksBranchesResponse> = {
  id: 'banks.branches',
  title: 'CNAPS Branch Query',
  endpoint: 'https://queryapi.lianlianpay.com/prcptcdquery.htm',
  request: BanksBranchesRequest,
  response: BanksBranchesResponse,
  unsignedResponseFields: ['card_list'],
  complete: (response) => {
    response.card_list = responseItems(response.card_list, BankBranch);
  },
};
