import { constants, createCipheriv, createHmac, type KeyObject, publicEncrypt, randomInt } from 'node:crypto';

/** What the first part of an envelope says. */
const VERSION = 'lianpay1_0_1';

/** LianLian takes keys as text: their characters are the bytes of the key. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const KEY_LENGTH = 32;
const NONCE_LENGTH = 8;

/** The counter of the first block, after the nonce. */
const FIRST_COUNTER = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);

/**
 * Encrypts a request as LianLian's `pay_load`: six parts joined by `$`, with keys of its own every time.
 *
 * @param text the whole request as JSON text, its `sign` included
 * @param key LianLian's public key
 */
export function envelopeOf(text: string, key: KeyObject): string {
  const hmacKey = randomText(KEY_LENGTH);
  const aesKey = randomText(KEY_LENGTH);
  const nonce = Buffer.from(randomText(NONCE_LENGTH), 'ascii');
  const cipher = createCipheriv('aes-256-ctr', aesKey, Buffer.concat([nonce, FIRST_COUNTER]));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  // Its text is what is authenticated, not its bytes.
  const authenticated = `${nonce.toString('base64')}$${ciphertext.toString('base64')}`;
  const hmac = createHmac('sha256', hmacKey).update(authenticated).digest('base64');
  return [VERSION, rsaEncrypted(hmacKey, key), rsaEncrypted(aesKey, key), authenticated, hmac].join('$');
}

function rsaEncrypted(text: string, key: KeyObject): string {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  return publicEncrypt({ key, ...padding }, Buffer.from(text, 'ascii')).toString('base64');
}

/** Text from a secure source, in which all characters are equally likely. */
function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
