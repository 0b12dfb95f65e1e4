import type { Merchant } from '../config/settings.js';
import { type SignType, signTypeOf } from '../common/sign-type.js';

/**
 * The algorithm with which to verify a message, or undefined if its `sign_type` names none that the
 * merchant's settings allow. A message without one is verified with RSA, LianLian's default.
 *
 * The settings pin what is allowed; what a message says can only choose among it.
 */
export function acceptedSignType(
  merchant: Pick<Merchant, 'signType'>,
  claimed: string | undefined,
): SignType | undefined {
  const signType = claimed === undefined ? 'RSA' : signTypeOf(claimed);
  return signType === 'RSA' || signType === merchant.signType ? signType : undefined;
}
