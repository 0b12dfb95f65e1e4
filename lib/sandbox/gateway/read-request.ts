import { isBlank } from '../../common/blank.js';
import { rsaVerify } from '../../wire/rsa.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { signatureSource } from '../../wire/signature.js';
import { apiRules } from '../data/data.js';
import { parseForm } from '../http/form.js';
import type { IncomingBody } from '../http/read-body.js';
import type { SandboxMerchant } from '../common/merchants.js';
import { Refusal } from '../data/refusal.js';
import { explainOtherTransport, explainUnreadable } from './explain-unreadable.js';
import { type SignType, signTypeOf } from '../../common/sign-type.js';

/**
 * The fields of a request, each as the text that stands in the body.
 *
 * @throws Refusal 1012 for a body that cannot be read, with the reason
 */
export function readRequest(transport: string, incoming: IncomingBody): RawJsonObject {
  try {
    return fieldsOf(transport, incoming.body);
  } catch {
    throw new Refusal('1012', undefined, true, [], explainUnreadable(transport, incoming));
  }
}

function fieldsOf(transport: string, body: string | undefined): RawJsonObject {
  if (isBlank(body)) throw new SyntaxError('the body cannot be read');
  if (transport === 'json') return parseRawJsonObject(body);
  // JSON, or a multipart form, would be a form of one field with a strange name.
  if (explainOtherTransport(transport, body) !== undefined) throw new SyntaxError('the body is no form');
  const fields = parseForm(body);
  return transport === 'form'
    ? { values: fields, texts: fields }
    : parseRawJsonObject(fields['req_data'] ?? '');
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
