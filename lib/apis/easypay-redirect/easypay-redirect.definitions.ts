import type { FormDefinition } from '../../wire/api-definition.js';
import { EasypayH5RedirectRequest } from './easypay-h5-redirect.request.js';
import { EasypayWebRedirectRequest } from './easypay-web-redirect.request.js';

/** The token of a bound card stands for the card and its owner. */
const BESIDE_BOUND_CARD = { no_agree: ['id_no', 'acct_name', 'id_type', 'card_no'] } as const;

export const EASYPAY_WEB_REDIRECT: FormDefinition<EasypayWebRedirectRequest> = {
  id: 'easypay.webRedirect',
  title: 'Easy Payment Web Redirect API',
  endpoint: 'https://payment.lianlianpay.com/payment/traveleasypay.htm',
  request: EasypayWebRedirectRequest,
  fixed: { version: '1.0' },
  timestamped: 'timestamp',
  ignoredBeside: BESIDE_BOUND_CARD,
};

export const EASYPAY_H5_REDIRECT: FormDefinition<EasypayH5RedirectRequest> = {
  id: 'easypay.h5Redirect',
  title: 'Easy Payment H5 Redirect API',
  endpoint: 'https://wap.lianlianpay.com/travlepay.htm',
  request: EasypayH5RedirectRequest,
  fixed: { version: '1.0' },
  timestamped: 'timestamp',
  ignoredBeside: BESIDE_BOUND_CARD,
  envelope: 'req_data',
};
