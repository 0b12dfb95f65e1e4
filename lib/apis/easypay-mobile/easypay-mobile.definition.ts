import type { SdkDefinition } from '../../wire/api-definition.js';
import { EasypayMobileRequest } from './easypay-mobile.request.js';

export const EASYPAY_MOBILE: SdkDefinition<EasypayMobileRequest> = {
  id: 'easypay.mobile',
  title: 'Easy Payment Mobile (parameters for the SDK)',
  request: EasypayMobileRequest,
};
