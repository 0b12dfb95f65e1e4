import type { Merchant } from '../config/settings.js';
import { both, type Sentence } from '../diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../diagnosis/diagnose-signature.js';
import type { RawJsonObject } from './raw-json.js';

/**
 * Why the signature of a message that claims to be LianLian's is probably wrong: a sentence without any value of the
 * message. It takes milliseconds. It is for the merchant's log alone, never for the sender of the message.
 */
export function likelyCause(merchant: Merchant, { texts, values }: RawJsonObject): Sentence {
  const { publicKey, lianlianPublicKeys, signType } = merchant;
  const others =
    publicKey === undefined
      ? []
      : [{ name: both("the merchant's own key", '商户自己的密钥'), key: publicKey }];
  return diagnoseSignature({
    ...{ texts, values, transport: 'json' },
    keys: { expected: lianlianPublicKeys, others },
    allowed: [...new Set(['RSA', signType] as const)],
    lenient: true,
    quick: true,
  }).likely;
}
