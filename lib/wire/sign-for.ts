import type { SignType } from '../common/sign-type.js';
import type { Merchant } from '../config/settings.js';
import { rsaSign } from './rsa.js';

/** Signs in a merchant's name. The one place that does, so that a key in a KMS can take the key's place. */
export function signFor(merchant: Merchant, source: string, signType: SignType): Promise<string> {
  return rsaSign(source, merchant.privateKey, signType);
}
