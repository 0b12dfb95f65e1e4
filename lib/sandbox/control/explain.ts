import { isBlank } from '../../common/blank.js';
import { codeMessages } from '../../diagnosis/codes/code.messages.js';
import { sentencesAbout } from '../../diagnosis/codes/code-sentences.js';
import { codeIn, explainCode, explainStatus } from '../../diagnosis/codes/explain-code.js';
import { both, type NamedKey, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { PastedMessage } from '../../diagnosis/pasted/pasted-message.js';
import { readPasted } from '../../diagnosis/pasted/read-pasted.js';
import { UnusableInput } from '../../diagnosis/unusable-input.js';
import { diagnoseMessage, LIANLIANS_OWN } from '../gateway/diagnosis.js';
import { maskedTexts } from '../../common/secrets/secrets.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { ExplainBody, ExplainView } from '../contract.js';
import type { ControlParts } from './parts.js';

/** What a return code looks like. */
const RETURN_CODE = /^(?:[0-9]|PR)[0-9]{2,3}$/;

/** Fields that only LianLian sends. */
const LIANLIANS = ['ret_code', 'result_pay', 'sta_refund', 'oid_refundno'];

/**
 * Explains a return code, or the signature of a pasted message, and the code that it has. A message whose merchant is none of the
 * sandbox's may be any one's of them.
 *
 * @throws SandboxError 400 for text that is no message, or a merchant that the sandbox does not have
 */
export function explainMessage({ text, from, oid_partner }: ExplainBody, parts: ControlParts): ExplainView {
  const asked = text.trim();
  const listed = explainCode(asked) ?? explainStatus(asked);
  if (listed !== undefined) return { code: sentencesAbout(listed), fields: {} };
  if (RETURN_CODE.test(asked)) return { code: aboutUnlisted(asked), fields: {} };
  const pasted = pastedMessage(text);
  const { texts } = pasted;
  const found = codeIn(pasted);
  const code = found && sentencesAbout(found);
  // LianLian does not sign every refusal.
  if (code !== undefined && isBlank(texts['sign'])) return { code, fields: maskedTexts(texts) };
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
    return { from: side, diagnosis, code, fields: maskedTexts(texts) };
  }
  if (merchant === undefined && oid_partner !== undefined) {
    throw SandboxError.fields([
      {
        field: 'oid_partner',
        rule: both(
          `is ${oid_partner}: the sandbox has no such merchant`,
          `为 ${oid_partner}：沙箱中没有该商户`,
        ),
      },
    ]);
  }
  const expected = merchant === undefined ? merchants.map(({ key }) => key) : [merchant.publicKey];
  const others = [lianlian, ...merchants.filter(({ key }) => !expected.includes(key))];
  return {
    from: side,
    diagnosis: diagnoseMessage(pasted, expected, others, false),
    code,
    fields: maskedTexts(texts),
  };
}

function aboutUnlisted(ret_code: string): readonly Sentence[] {
  return [codeMessages.unlistedCode(ret_code), codeMessages.whatToDoUnlisted()];
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
