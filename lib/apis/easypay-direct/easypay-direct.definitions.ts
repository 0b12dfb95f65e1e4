import { SMS_SENT_CODE } from '../../common/payments/sms-sent.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { EasypayApplyRequest } from './easypay-apply.request.js';
import { EasypayApplyResponse } from './easypay-apply.response.js';
import { applyState, verifyState } from './easypay-state.js';
import { EasypayVerifyRequest } from './easypay-verify.request.js';
import { EasypayVerifyResponse } from './easypay-verify.response.js';

export const EASYPAY_APPLY: CallDefinition<EasypayApplyRequest, EasypayApplyResponse> = {
  id: 'easypay.apply',
  title: 'Easypay Apply Direct API',
  endpoint: 'https://traderapi.lianlianpay.com/easypay.htm',
  request: EasypayApplyRequest,
  response: EasypayApplyResponse,
  direct: true,
  fixed: { api_version: '1.0' },
  signTypes: ['RSA', 'SHA256withRSA'],
  responseCodes: [SMS_SENT_CODE],
  complete: (response, request) => {
    response.state = applyState(response, request['pay_type']);
  },
};

export const EASYPAY_VERIFY: CallDefinition<EasypayVerifyRequest, EasypayVerifyResponse> = {
  id: 'easypay.verify',
  title: 'Easypay Verify Direct API',
  endpoint: 'https://traderapi.lianlianpay.com/easypayverify.htm',
  request: EasypayVerifyRequest,
  response: EasypayVerifyResponse,
  signTypes: ['RSA', 'SHA256withRSA'],
  complete: (response) => {
    response.state = verifyState(response);
  },
};
