import { isBlank } from '../../common/blank.js';
import type { CallDefinition } from '../../wire/api-definition.js';
import { PreauthCancelRequest } from './preauth-cancel.request.js';
import { PreauthCancelResponse } from './preauth-cancel.response.js';
import { PreauthCaptureRequest } from './preauth-capture.request.js';
import { PreauthCaptureResponse } from './preauth-capture.response.js';
import { PreauthQueryRequest } from './preauth.request.js';
import { PreauthQueryResponse } from './preauth-query.response.js';
import { PREAUTH_STATES, preauthState } from './preauth-states.js';

const VERSION = { api_version: '1.0' };

export const PREAUTH_CAPTURE: CallDefinition<PreauthCaptureRequest, PreauthCaptureResponse> = {
  id: 'preauth.capture',
  title: 'Pre-authorized capture API',
  endpoint: 'https://traderapi.lianlianpay.com/preauthComplete.htm',
  request: PreauthCaptureRequest,
  response: PreauthCaptureResponse,
  fixed: VERSION,
  complete: (response) => {
    // A clearing date is what LianLian's documents promise of a success, and of nothing else.
    response.state = isBlank(response.settle_date) ? 'capturing' : 'captured';
  },
};

export const PREAUTH_CANCEL: CallDefinition<PreauthCancelRequest, PreauthCancelResponse> = {
  id: 'preauth.cancel',
  title: 'Pre-authorized cancel API',
  endpoint: 'https://traderapi.lianlianpay.com/preauthCancel.htm',
  request: PreauthCancelRequest,
  response: PreauthCancelResponse,
  fixed: VERSION,
};

export const PREAUTH_QUERY: CallDefinition<PreauthQueryRequest, PreauthQueryResponse> = {
  id: 'preauth.query',
  title: 'Pre-authorized order status query API',
  endpoint: 'https://queryapi.lianlianpay.com/preauthquery.htm',
  request: PreauthQueryRequest,
  response: PreauthQueryResponse,
  fixed: VERSION,
  responseCodes: [...PREAUTH_STATES.keys()],
  complete: (response) => {
    response.state = preauthState(response.ret_code);
  },
};
