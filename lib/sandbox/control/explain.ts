import { both, type NamedKey } from '../../diagnosis/signature-diagnosis.js';
import { parseRawJsonObject } from '../../wire/raw-json.js';
import type { SignableFields } from '../../wire/signature.js';
import { diagnoseMessage, LIANLIANS_OWN } from '../gateway/diagnosis.js';
import { parseForm } from '../http/form.js';
import { maskedTexts } from '../../common/secrets.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { ExplainBody, ExplainView } from '../contract.js';
import type { ControlParts } from './parts.js';

interface Pasted {
  readonly body: string;
  readonly texts: SignableFields;
  readonly transport: 'json' | 'form' | 'form:req_data';
}

/** Fields that only LianLian sends. */
const LIANLIANS = ['ret_code', 'result_pay', 'sta_refund', 'oid_refundno'];

/**
 * Explains the signature of a pasted message.
 *
 * @throws SandboxError 400 for text that is no message, or a merchant that the sandbox does not have
 */
export function explainMessage({ text, from, oid_partner }: ExplainBody, parts: ControlParts): ExplainView {
  const pasted = pastedMessage(text.trim());
  const { texts } = pasted;
  const side = from ?? (LIANLIANS.some((name) => name in texts) ? 'lianlian' : 'shop');
  const partner = oid_partner ?? texts['oid_partner'];
  const merchant = parts.merchants.find(({ oidPartner }) => oidPartner === partner);
  const lianlian: NamedKey = { name: LIANLIANS_OWN, key: parts.lianlianPublicKey };
  const merchants = parts.merchants.map(({ oidPartner, publicKey }): NamedKey => ({
    name: both(`the merchant ${oidPartner}’s`, `商户 ${oidPartner} 的密钥`),
    key: publicKey,
  }));
  if (side === 'lianlian') {
    const diagnosis = diagnoseMessage(pasted, lianlian.key, merchants, true);
    return { from: side, diagnosis, fields: maskedTexts(texts) };
  }
  if (merchant === undefined) {
    throw SandboxError.fields([
      { field: 'oid_partner', rule: `is ${partner ?? 'missing'}: the sandbox has no such merchant` },
    ]);
  }
  const others = [lianlian, ...merchants.filter(({ key }) => key !== merchant.publicKey)];
  return {
    from: side,
    diagnosis: diagnoseMessage(pasted, merchant.publicKey, others, false),
    fields: maskedTexts(texts),
  };
}

function pastedMessage(text: string): Pasted {
  try {
    if (text.startsWith('{')) return { body: text, texts: parseRawJsonObject(text).texts, transport: 'json' };
    const body = /^https?:\/\//.test(text) ? (text.split('?')[1] ?? '').replace(/#.*/, '') : text;
    const fields = parseForm(body);
    const json = fields['req_data'] ?? fields['res_data'];
    if (json !== undefined) {
      return { body, texts: parseRawJsonObject(json).texts, transport: 'form:req_data' };
    }
    if (Object.keys(fields).length > 1) return { body, texts: fields, transport: 'form' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw SandboxError.fields([
    { field: 'text', rule: 'must be the JSON or the urlencoded form of a message, or a URL with one' },
  ]);
}
