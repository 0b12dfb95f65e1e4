import type { Merchant } from '../config/settings.js';
import { both, type Sentence } from '../diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../diagnosis/diagnose-signature.js';
import type { RawJsonObject } from './raw-json.js';

/** What UTF-8's decoder writes for bytes that are none. */
const REPLACEMENT = '\uFFFD';
const LOST_CHARACTERS = both(
  'Characters of it were lost before it came here: it is not UTF-8 (GBK?), and was read as UTF-8 all the same. LianLian writes UTF-8: something on its way here converts it.',
  '内容在到达之前已丢失字符：它不是 UTF-8（可能是 GBK），却被当作 UTF-8 读取。连连发送的是 UTF-8，途中有环节转换了编码。',
);

/**
 * Why the signature of a message that claims to be LianLian's is probably wrong: a sentence without any value of the
 * message. It takes milliseconds. It is for the merchant's log alone, never for the sender of the message.
 */
export function likelyCause(merchant: Merchant, { texts, values }: RawJsonObject): Sentence {
  if (Object.values(texts).some(isLost)) return LOST_CHARACTERS;
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

/** Text that was decoded in spite of its bytes, or that a parser of forms could not decode and left as it was. */
function isLost(text: string): boolean {
  if (text.includes(REPLACEMENT)) return true;
  if (!/%[89a-f][\da-f]/i.test(text)) return false;
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}
