import { constants, createDecipheriv, createHmac, type KeyObject, privateDecrypt } from 'node:crypto';

/**
 * LianLian's side of `pay_load`, written down from the catalogue's `encryption` with node:crypto alone.
 *
 * @throws Error that says which part is not as the catalogue has it
 */
export function openEnvelope(payLoad: string, privateKey: KeyObject): string {
  const parts = payLoad.split('$');
  const [version, hmacKeyPart = '', aesKeyPart = '', nonce = '', ciphertext = '', hmac = ''] = parts;
  if (parts.length !== 6) throw new Error('six parts');
  if (version !== 'lianpay1_0_1') throw new Error('version');
  const hmacKey = decryptedKey(hmacKeyPart, privateKey);
  const aesKey = decryptedKey(aesKeyPart, privateKey);
  const expected = createHmac('sha256', hmacKey).update(`${nonce}$${ciphertext}`).digest('base64');
  if (hmac !== expected) throw new Error('hmac');
  const nonceBytes = Buffer.from(nonce, 'base64');
  if (nonceBytes.length !== 8 || !/^[\x20-\x7e]{8}$/.test(nonceBytes.toString('latin1')))
    throw new Error('nonce');
  const iv = Buffer.concat([nonceBytes, Buffer.from('0000000000000001', 'hex')]);
  const decipher = createDecipheriv('aes-256-ctr', aesKey, iv);
  const bytes = Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()]);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function decryptedKey(part: string, key: KeyObject): Buffer {
  const encrypted = Buffer.from(part, 'base64');
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (encrypted.length !== modulusLength / 8) throw new Error('length of an encrypted key');
  let bytes: Buffer;
  try {
    bytes = privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, encrypted);
  } catch {
    throw new Error('encrypted key');
  }
  if (!/^[\x20-\x7e]{32}$/.test(bytes.toString('latin1'))) throw new Error('32 ASCII characters');
  return bytes;
}
