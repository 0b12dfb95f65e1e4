import { signTypeOf } from '../../common/sign-type.js';
import { rsaVerify } from '../rsa.js';
import { signatureSource } from '../signature.js';
import type { SignatureDiagnosis, SignatureQuestion } from './signature-diagnosis.js';

/**
 * Finds out why a signature is wrong, by trying what people get wrong.
 *
 * Nothing of it decides whether a message is accepted: it explains what the verification has decided.
 */
export function diagnoseSignature(question: SignatureQuestion): SignatureDiagnosis {
  const { texts, keys, allowed } = question;
  const source = signatureSource(texts);
  const signType = signTypeOf(texts['sign_type'] ?? 'RSA');
  const expected = [keys.expected].flat();
  const verifies =
    signType !== undefined &&
    allowed.includes(signType) &&
    expected.some((key) => rsaVerify(source, texts['sign'] ?? '', key, signType));
  return {
    verifies,
    source: '',
    signedSource: undefined,
    maskedFields: [],
    signedWith: undefined,
    digest: undefined,
    findings: [],
    likely: verifies
      ? { en: 'The signature is right.', zh: '签名正确。' }
      : { en: 'The signature is wrong.', zh: '签名错误。' },
  };
}
