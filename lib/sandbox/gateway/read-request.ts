import { rsaVerify } from '../../wire/rsa.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { signatureSource } from '../../wire/signature.js';
import { apiRules } from '../data/data.js';
import { parseForm } from '../http/form.js';
import type { SandboxMerchant } from '../common/merchants.js';
import { Refusal } from '../common/refusal.js';
import { type SignType, signTypeOf } from '../../common/sign-type.js';

/**
 * The fields of a request, each as the text that stands in the body.
 *
 * @throws Refusal 1012 for a body that cannot be read
 */
export function readRequest(transport: string, body: string | undefined): RawJsonObject {
  try {
    if (body === undefined) throw new SyntaxError('the body cannot be read');
    if (transport === 'json') return parseRawJsonObject(body);
    const fields = parseForm(body);
    if (transport === 'form') return { values: fields, texts: fields };
    return parseRawJsonObject(fields['req_data'] ?? '');
  } catch {
    throw new Refusal('1012');
  }
}

/** The algorithm of a right signature; undefined for a wrong one. The documents list what each API allows. */
export function verifiedSignType(
  apiId: string,
  texts: Readonly<Record<string, string>>,
  merchant: SandboxMerchant,
): SignType | undefined {
  const signType = signTypeOf(texts['sign_type']);
  if (signType === undefined || apiRules(apiId).enums?.['sign_type']?.includes(signType) !== true)
    return undefined;
  const isRight = rsaVerify(signatureSource(texts), texts['sign'] ?? '', merchant.publicKey, signType);
  return isRight ? signType : undefined;
}
