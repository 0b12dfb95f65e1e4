import type { KeyObject } from 'node:crypto';
import {
  both,
  type NamedKey,
  type SignatureDiagnosis,
  type SignatureQuestion,
} from '../../diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../../diagnosis/diagnose-signature.js';
import type { SignableFields } from '../../wire/signature.js';
import { apiRules, apiSpec } from '../data/data.js';
import { type SignType, signTypeOf } from '../../common/sign-type.js';

/** The name of LianLian's key in a diagnosis, for a shop that mistook it for its own. */
export const LIANLIANS_OWN = both('LianLian’s own', '连连自己的密钥');

/** A signed message, as it arrived. */
interface SignedText {
  readonly body: string | undefined;
  readonly texts: SignableFields;
}

/** Why a request's signature is wrong. */
export function diagnoseRequest(
  apiId: string,
  message: SignedText,
  key: KeyObject,
  others: readonly NamedKey[],
): SignatureDiagnosis {
  const { transport } = apiSpec(apiId);
  const allowed = (apiRules(apiId).enums?.['sign_type'] ?? []).map(signTypeOf).filter(isKnown);
  return diagnoseSignature({
    ...message,
    transport: transport === 'json' || transport === 'form' ? transport : 'form:req_data',
    keys: { expected: key, others },
    allowed,
  });
}

/**
 * Why the signature of a pasted message is wrong: nothing but its text is known.
 *
 * @param isLianlians it is verified as a shop verifies LianLian's messages: names in either order
 */
export function diagnoseMessage(
  message: SignedText & Pick<SignatureQuestion, 'transport'>,
  expected: KeyObject | readonly KeyObject[],
  others: readonly NamedKey[],
  isLianlians: boolean,
): SignatureDiagnosis {
  return diagnoseSignature({
    ...message,
    keys: { expected, others },
    allowed: ['RSA', 'SHA256withRSA'],
    lenient: isLianlians,
  });
}

function isKnown(signType: SignType | undefined): signType is SignType {
  return signType !== undefined;
}
