import {
  constants,
  createDecipheriv,
  createHmac,
  type KeyObject,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto';

import type { Sentence } from '../../../diagnosis/signature-diagnosis.js';
import { envelopeMessages } from './envelope.messages.js';

const VERSION = 'lianpay1_0_1';
const PARTS = 6;
const KEY_BYTES = 32;
const NONCE_BYTES = 8;
/** The counter starts at 1, behind the nonce. */
const FIRST_COUNTER = Buffer.from('0000000000000001', 'hex');

/** An envelope that cannot be opened, and why. */
export class UnopenedEnvelope extends Error {
  constructor(readonly reason: Sentence) {
    super(reason.en);
    this.name = 'UnopenedEnvelope';
  }
}

/** The keys that are tried. */
interface EnvelopeKeys {
  readonly lianlian: KeyObject;
  /** Only to tell who encrypted with the merchant's public key. */
  readonly merchant: KeyObject | undefined;
}

/**
 * The text in a `pay_load`, as the catalogue's `encryption` describes it. Nothing is read of what does not have its HMAC.
 *
 * @throws UnopenedEnvelope
 */
export function openEnvelope(payLoad: string, keys: EnvelopeKeys): string {
  const parts = payLoad.split('$');
  if (parts.length !== PARTS) throw new UnopenedEnvelope(envelopeMessages.parts(parts.length));
  const [version, sealedHmacKey = '', sealedAesKey = '', nonceText = '', text = '', hmacText = ''] = parts;
  if (version !== VERSION) throw new UnopenedEnvelope(envelopeMessages.version());
  const hmacKey = unsealed(bytesOf(sealedHmacKey, 'HMAC key', 2), keys);
  const aesKey = unsealed(bytesOf(sealedAesKey, 'AES key', 3), keys);
  const nonce = bytesOf(nonceText, 'nonce', 4);
  const ciphertext = bytesOf(text, 'ciphertext', 5);
  const hmac = bytesOf(hmacText, 'HMAC', 6);
  if (hmacKey.length !== KEY_BYTES || aesKey.length !== KEY_BYTES || nonce.length !== NONCE_BYTES) {
    throw new UnopenedEnvelope(envelopeMessages.keyLength());
  }
  const wanted = createHmac('sha256', hmacKey).update(`${nonceText}$${text}`, 'utf8').digest();
  if (hmac.length !== wanted.length || !timingSafeEqual(hmac, wanted)) {
    throw new UnopenedEnvelope(envelopeMessages.altered());
  }
  const decipher = createDecipheriv('aes-256-ctr', aesKey, Buffer.concat([nonce, FIRST_COUNTER]));
  return utf8Of(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
}

/** Base64, whole or in lines of 76: Java's samples break them with CR LF. */
function bytesOf(text: string, part: string, place: number): Buffer {
  const joined = text.replaceAll(/\r?\n/g, '');
  const bytes = Buffer.from(joined, 'base64');
  if (joined === '' || bytes.toString('base64') !== joined) {
    throw new UnopenedEnvelope(envelopeMessages.base64(part, place));
  }
  return bytes;
}

/** What was encrypted for LianLian's key, with RSA-OAEP. */
function unsealed(sealed: Buffer, { lianlian, merchant }: EnvelopeKeys): Buffer {
  const opened = decrypted(sealed, lianlian);
  if (opened !== undefined) return opened;
  if (merchant !== undefined && decrypted(sealed, merchant) !== undefined) {
    throw new UnopenedEnvelope(envelopeMessages.merchantsKey());
  }
  const own = lianlian.asymmetricKeyDetails?.modulusLength ?? 0;
  const bits = sealed.length * 8;
  throw new UnopenedEnvelope(
    bits === own ? envelopeMessages.otherKey() : envelopeMessages.otherBits(bits, own),
  );
}

function decrypted(sealed: Buffer, key: KeyObject): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, sealed);
  } catch {
    return undefined;
  }
}

function utf8Of(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnopenedEnvelope(envelopeMessages.notUtf8());
  }
}
