// What it is that somebody took for a key of the right kind: by its text, its PEM label, its bytes.

import { X509Certificate } from 'node:crypto';
import { types } from 'node:util';

import { KeyProblem } from './key-problem.js';
import { type KeyHalf, keyMessages } from './keys.messages.js';

/** No key is as short: one of 512 bits has more characters in base64. */
const LONGEST_PATH = 120;
const PATH = /^(?:~|\.{0,2}[\\/]|[A-Za-z]:[\\/]|file:)|[\\/]|\.(?:pem|key|der|crt|cer|p8|p12|pfx|pub|txt)$/i;
/** A longer path: nothing but its beginning or its end tells it from base64 text, which has slashes, too. */
const LONG_PATH =
  /^(?:~|\.{1,2}[\\/]|[A-Za-z]:[\\/]|file:)[^\r\n]+$|^(?:\/[\w .-]+){2,}$|[\\/][^\r\n]*\.(?:pem|key|der|crt|cer|p8|p12|pfx|pub|txt)$/i;
const PLACEHOLDER = /^(?:\$\{?\w|\$\(|\{\{|<[^>]*>$)/;

/** What text without PEM lines may be. */
const TEXTS: readonly (readonly [RegExp, (wanted: KeyHalf) => string])[] = [
  [
    /^(?:ssh-|ecdsa-sha2-|sk-ssh-)\S+\s+AAAA|^AAAA[A-Z]3NzaC|^---- BEGIN SSH2 PUBLIC/,
    keyMessages.opensshPublic,
  ],
  [/^b3BlbnNzaC1rZXktdj/, keyMessages.opensshPrivate],
  [/^PuTTY-User-Key-File/, keyMessages.putty],
  [/^[[{][\s\S]*"(?:kty|keys)"/, keyMessages.jwk],
  [PLACEHOLDER, keyMessages.placeholder],
  // A sequence in DER, with colons or blanks between its bytes or without.
  [/^(?:0x)?30[\s:]?8[1-4](?:[\s:]?[0-9a-f]{2}){30,}$/i, keyMessages.hex],
  [/-----|\bBEGIN [A-Z ]*KEY|\bEND [A-Z ]*KEY/, keyMessages.brokenPem],
];

/** What PEM lines may name. An RSA key under the other half's name is told by its bytes. */
const LABELS: readonly (readonly [RegExp, (wanted: KeyHalf) => string])[] = [
  [/^OPENSSH PRIVATE/, keyMessages.opensshPrivate],
  [/^PGP /, keyMessages.pgp],
  [/^(?:PKCS7|PKCS #7 SIGNED DATA|CMS)$/, keyMessages.pkcs7],
  [/CERTIFICATE REQUEST$/, keyMessages.certificateRequest],
  [/CERTIFICATE$/, keyMessages.certificate],
  [/^ENCRYPTED PRIVATE/, keyMessages.encrypted],
  [/^EC /, () => keyMessages.notRsa('ec')],
  [/^DSA /, () => keyMessages.notRsa('dsa')],
];

/** The object identifiers of PKCS#5 and PKCS#12: how a passphrase protects a key. */
const PASSPHRASE_SCHEMES = ['2a864886f70d0105', '2a864886f70d010c01'].map((oid) => Buffer.from(oid, 'hex'));
/** The object identifier that every PKCS#7 file with certificates begins with. */
const PKCS7_SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
/** INTEGER 3, the version of every PKCS#12 file. */
const PKCS12_VERSION = Buffer.from([0x02, 0x01, 0x03]);

/** @throws KeyProblem for text that is known to be something else */
export function assertNoOtherText(text: string, wanted: KeyHalf): void {
  const [, message] = TEXTS.find(([pattern]) => pattern.test(text)) ?? [];
  if (message !== undefined) throw new KeyProblem(message(wanted));
  assertNoPath(text);
}

/** @throws KeyProblem for the path of a file */
export function assertNoPath(text: string): void {
  // MI and so on begin every key in base64: one that was cut off may look like a path.
  const isPath = (text.length <= LONGEST_PATH ? PATH : LONG_PATH).test(text) && !/^MI[A-Za-z]/.test(text);
  if (isPath) throw new KeyProblem(keyMessages.path());
}

/**
 * @param text what base64 text holds
 * @throws KeyProblem where that is text, and known to be something else
 */
export function assertNoEncodedText(text: string, wanted: KeyHalf): void {
  if (!/^[\t\r\n -~]+$/.test(text)) return;
  if (/^(?:LS0t|MI[A-Za-z]|TUl[A-Za-z])[A-Za-z0-9+/_\s-]+=*$/.test(text))
    throw new KeyProblem(keyMessages.base64Twice());
  try {
    assertNoOtherText(text, wanted);
  } catch (error) {
    throw error instanceof KeyProblem ? new KeyProblem(keyMessages.inBase64(error.message)) : error;
  }
}

/** @throws KeyProblem for a value that would else be "[object Object]", or numbers with commas between */
export function assertNoOtherObject(value: object, wanted: KeyHalf): void {
  if ('kty' in value) throw new KeyProblem(keyMessages.jwk(wanted));
  if ('then' in value) throw new KeyProblem(keyMessages.promise());
  if (types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) throw new KeyProblem(keyMessages.bytes());
}

/** What a key is that its PEM lines call so. */
export function otherByLabel(label: string | undefined, wanted: KeyHalf): string | undefined {
  if (label === undefined) return undefined;
  return LABELS.find(([pattern]) => pattern.test(label))?.[1](wanted);
}

/** What bytes are that are no RSA key which Node reads. */
export function otherByBytes(der: Buffer, wanted: KeyHalf): string | undefined {
  const { header, length } = sequenceOf(der);
  if (length > der.length) return keyMessages.cutOff(wanted);
  if (der.subarray(header, header + PKCS12_VERSION.length).equals(PKCS12_VERSION)) {
    return keyMessages.pkcs12(wanted);
  }
  const beginning = der.subarray(0, 64);
  if (beginning.subarray(header).indexOf(PKCS7_SIGNED_DATA) === 0) return keyMessages.pkcs7(wanted);
  if (PASSPHRASE_SCHEMES.some((scheme) => beginning.includes(scheme))) {
    return keyMessages.encrypted();
  }
  return isCertificate(der) ? keyMessages.certificate(wanted) : undefined;
}

function isCertificate(der: Buffer): boolean {
  try {
    return new X509Certificate(der).publicKey.type === 'public';
  } catch {
    return false;
  }
}

/** How long the outermost sequence says that it is, with its header: nothing for what is no sequence. */
function sequenceOf(der: Buffer): { header: number; length: number } {
  const [tag, first = 0] = der;
  if (tag !== 0x30) return { header: 0, length: 0 };
  if (first < 0x80) return { header: 2, length: 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || der.length < 2 + count) return { header: 2, length: Infinity };
  return { header: 2 + count, length: 2 + count + der.readUIntBE(2, count) };
}
