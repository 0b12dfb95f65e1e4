import { both, type NamedKey } from '../../diagnosis/signature-diagnosis.js';
import type { PastedMessage } from '../../doctor/explain/pasted-message.js';
import { readPasted } from '../../doctor/explain/read-pasted.js';
import { UnusableInput } from '../../doctor/unusable-input.js';
import { diagnoseMessage, LIANLIANS_OWN } from '../gateway/diagnosis.js';
import { maskedTexts } from '../../common/secrets.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { ExplainBody, ExplainView } from '../contract.js';
import type { ControlParts } from './parts.js';

/** Fields that only LianLian sends. */
const LIANLIANS = ['ret_code', 'result_pay', 'sta_refund', 'oid_refundno'];

/**
 * Explains the signature of a pasted message.
 *
 * @throws SandboxError 400 for text that is no message, or a merchant that the sandbox does not have
 */
export function explainMessage({ text, from, oid_partner }: ExplainBody, parts: ControlParts): ExplainView {
  const pasted = pastedMessage(text);
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
      {
        field: 'oid_partner',
        rule: both(
          `is ${partner ?? 'missing'}: the sandbox has no such merchant`,
          partner === undefined ? '缺失：沙箱中没有对应的商户' : `为 ${partner}：沙箱中没有该商户`,
        ),
      },
    ]);
  }
  const others = [lianlian, ...merchants.filter(({ key }) => key !== merchant.publicKey)];
  return {
    from: side,
    diagnosis: diagnoseMessage(pasted, merchant.publicKey, others, false),
    fields: maskedTexts(texts),
  };
}

/** Whatever `doctor explain` takes: the same function reads it. */
function pastedMessage(text: string): PastedMessage {
  try {
    return readPasted(text);
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    const { en, zh } = error.sentence;
    throw SandboxError.said(
      400,
      `no message can be read in this text: ${en}`,
      `无法从这段文本中读出报文：${zh}`,
    );
  }
}
