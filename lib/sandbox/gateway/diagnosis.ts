import type { KeyObject } from 'node:crypto';
import { both, type NamedKey, type SignatureDiagnosis, type SignatureQuestion } from '../../diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../../diagnosis/diagnose-signature.js';
import type { SignableFields } from '../../wire/signature.js';
import { apiRules, apiSpec } from '../data/data.js';
import { type SignType, signTypeOf } from '../sign-type.js';

/** What became of looking into a signature. Its texts are masked. */
export type Diagnosis = SignatureDiagnosis;

/** How a shop is told that it took LianLian's key for its own. */
export const LIANLIANS_OWN = both('LianLian’s own', '连连自己的密钥');

/** A signed message, as it arrived. */
export interface SignedText {
  readonly body: string | undefined;
  readonly texts: SignableFields;
}

/** Why a request's signature is wrong. */
export function diagnoseRequest(
  apiId: string,
  message: SignedText,
  key: KeyObject,
  others: readonly NamedKey[],
): Diagnosis {
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
 * The same for a message of which only its own text is known.
 *
 * @param isLianlians verified as the shop verifies: either order of names
 */
export function diagnoseMessage(
  message: SignedText & Pick<SignatureQuestion, 'transport'>,
  key: KeyObject,
  others: readonly NamedKey[],
  isLianlians: boolean,
): Diagnosis {
  return diagnoseSignature({
    ...message,
    keys: { expected: key, others },
    allowed: ['RSA', 'SHA256withRSA'],
    lenient: isLianlians,
  });
}

function isKnown(signType: SignType | undefined): signType is SignType {
  return signType !== undefined;
}
