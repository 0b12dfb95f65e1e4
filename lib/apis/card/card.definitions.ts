import { SMS_SENT_CODE } from '../../common/payments/sms-sent.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { boundCardsOf, LIST_NAMES } from './bound-card.js';
import { CardBinRequest } from './card-bin.request.js';
import { CardBinResponse } from './card-bin.response.js';
import { CardBindApplyRequest } from './card-bind-apply.request.js';
import { CardBindApplyResponse } from './card-bind-apply.response.js';
import { cardBindState } from '../../common/payments/card-bind-state.js';
import { CardBindVerifyRequest } from './card-bind-verify.request.js';
import { CardBindVerifyResponse } from './card-bind-verify.response.js';
import { CardListRequest } from './card-list.request.js';
import { CardListResponse } from './card-list.response.js';
import { CardUnbindRequest } from './card-unbind.request.js';
import { CardUnbindResponse } from './card-unbind.response.js';

export const CARD_BIND_APPLY: CallDefinition<CardBindApplyRequest, CardBindApplyResponse> = {
  id: 'card.bindApply',
  title: 'Card Bind Apply API',
  endpoint: 'https://traderapi.lianlianpay.com/bankcardbind.htm',
  request: CardBindApplyRequest,
  response: CardBindApplyResponse,
  fixed: { api_version: '2.1' },
  direct: true,
  responseCodes: [SMS_SENT_CODE],
  complete: (response) => {
    response.state = cardBindState(response);
  },
};

export const CARD_BIND_VERIFY: CallDefinition<CardBindVerifyRequest, CardBindVerifyResponse> = {
  id: 'card.bindVerify',
  title: 'Card Bind Verify API',
  // The path really is spelt so; one edition of the documents has another host, which `endpoints` can name.
  endpoint: 'https://traderapi.lianlianpay.com/bankcardbindverfy.htm',
  request: CardBindVerifyRequest,
  response: CardBindVerifyResponse,
  signTypes: ['RSA', 'SHA256withRSA'],
};

export const CARD_UNBIND: CallDefinition<CardUnbindRequest, CardUnbindResponse> = {
  id: 'card.unbind',
  title: 'Card Unbind API',
  endpoint: 'https://traderapi.lianlianpay.com/bankcardunbind.htm',
  request: CardUnbindRequest,
  response: CardUnbindResponse,
};

export const CARD_LIST: CallDefinition<CardListRequest, CardListResponse> = {
  id: 'card.list',
  title: 'Card Bind Query API',
  endpoint: 'https://queryapi.lianlianpay.com/bankcardbindlist.htm',
  request: CardListRequest,
  response: CardListResponse,
  unsignedResponseFields: LIST_NAMES,
  complete: (response) => {
    response.agreement_list = boundCardsOf(response);
    Reflect.deleteProperty(response, 'aggrement_list');
  },
};

export const CARD_BIN: CallDefinition<CardBinRequest, CardBinResponse> = {
  id: 'card.bin',
  title: 'Card Bin Query API',
  endpoint: 'https://queryapi.lianlianpay.com/bankcardbin.htm',
  request: CardBinRequest,
  response: CardBinResponse,
  fixed: { api_version: '1.0' },
};
