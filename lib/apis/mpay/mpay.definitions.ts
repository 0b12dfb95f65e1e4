import { cardBindState } from '../../common/payments/card-bind-state.js';
import { resultState, smsOrResultState } from '../../common/payments/card-payment-state.js';
import { SMS_SENT_CODE } from '../../common/payments/sms-sent.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { MpayApplyRequest } from './mpay-apply.request.js';
import { MpayApplyResponse } from './mpay-apply.response.js';
import { MpayBindApplyRequest } from './mpay-bind-apply.request.js';
import { MpayBindApplyResponse } from './mpay-bind-apply.response.js';
import { MpayBindVerifyRequest } from './mpay-bind-verify.request.js';
import { MpayBindVerifyResponse } from './mpay-bind-verify.response.js';
import { MpayQueryRequest } from './mpay-query.request.js';
import { MpayQueryResponse } from './mpay-query.response.js';
import { MpayVerifyRequest } from './mpay-verify.request.js';
import { MpayVerifyResponse } from './mpay-verify.response.js';

export const MPAY_BIND_APPLY: CallDefinition<MpayBindApplyRequest, MpayBindApplyResponse> = {
  id: 'mpay.bindApply',
  title: 'MPAY Card Bind Apply API',
  endpoint: 'https://mpayapi.lianlianpay.com/v1/bankcardbind',
  request: MpayBindApplyRequest,
  response: MpayBindApplyResponse,
  fixed: { api_version: '2.1' },
  direct: true,
  encrypted: true,
  signTypes: ['RSA', 'SHA256withRSA'],
  responseCodes: [SMS_SENT_CODE],
  complete: (response) => {
    response.state = cardBindState(response);
  },
};

export const MPAY_BIND_VERIFY: CallDefinition<MpayBindVerifyRequest, MpayBindVerifyResponse> = {
  id: 'mpay.bindVerify',
  title: 'MPAY Card Bind Verify API',
  // The path really is spelt so.
  endpoint: 'https://mpayapi.lianlianpay.com/v1/bankcardbindverfy',
  request: MpayBindVerifyRequest,
  response: MpayBindVerifyResponse,
  signTypes: ['RSA', 'SHA256withRSA'],
};

export const MPAY_APPLY: CallDefinition<MpayApplyRequest, MpayApplyResponse> = {
  id: 'mpay.apply',
  title: 'MPAY Apply Direct API',
  endpoint: 'https://mpayapi.lianlianpay.com/v1/bankcardprepay',
  request: MpayApplyRequest,
  response: MpayApplyResponse,
  direct: true,
  encrypted: true,
  signTypes: ['RSA', 'SHA256withRSA'],
  responseCodes: [SMS_SENT_CODE],
  complete: (response) => {
    response.state = smsOrResultState(response, response.ret_code === SMS_SENT_CODE);
  },
};

export const MPAY_VERIFY: CallDefinition<MpayVerifyRequest, MpayVerifyResponse> = {
  id: 'mpay.verify',
  title: 'MPAY Verify Direct API',
  // One edition of the documents prints the first step's address here; LianLian's own program has this one.
  endpoint: 'https://mpayapi.lianlianpay.com/v1/bankcardpay',
  request: MpayVerifyRequest,
  response: MpayVerifyResponse,
  signTypes: ['RSA', 'SHA256withRSA'],
  complete: (response) => {
    response.state = resultState(response);
  },
};

/** At the address of the query of easy payments, which it shares. */
export const MPAY_QUERY: CallDefinition<MpayQueryRequest, MpayQueryResponse> = {
  id: 'mpay.query',
  title: 'MPAY Payment Result Query API',
  endpoint: 'https://queryapi.lianlianpay.com/orderquery.htm',
  request: MpayQueryRequest,
  response: MpayQueryResponse,
  unsignedResponseFields: ['bank_name', 'memo', 'card_no'],
};
