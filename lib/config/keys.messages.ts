/** Which half of a key is wanted. */
export type KeyHalf = 'private' | 'public';

const half = { private: 'a private key', public: 'a public key' } as const;

/** Why a key cannot be used, and how to mend it: to be read behind the name of an option. None holds a part of the key. */
export const keyMessages = {
  brokenPem: () => 'begins like PEM, but has no matching BEGIN and END lines: was part of it cut off?',
  notBase64: () => 'is neither PEM nor base64 text',
  severalKeys: () => "holds several PEM blocks: pass one key (for LianLian's public keys, a list of keys)",
  encrypted: () =>
    'is protected by a passphrase: decrypt it first ("openssl pkey -in key.pem -out plain.pem"), or pass a KeyObject made with the passphrase',
  cutOff: (wanted: KeyHalf) =>
    `is not a readable RSA ${wanted} key: part of it was cut off, or a line is missing. Copy it anew, from its first line to its last`,
  unreadable: (wanted: KeyHalf) =>
    `is not a readable RSA ${wanted} key (${wanted === 'private' ? 'PKCS#1 or PKCS#8' : 'SPKI or PKCS#1'}): was part of it cut off or changed?`,
  otherHalf: (wanted: KeyHalf) =>
    `is ${wanted === 'private' ? half.public : half.private}: ${half[wanted]} is wanted here`,
  notRsa: (type: string) =>
    `is not an RSA key${type === '' ? '' : ` (it is one of type ${type})`}: LianLian knows RSA alone. Make a pair with "openssl genrsa -out private.pem 2048"`,
  size: (bits: number, min: number, max: number) =>
    `has ${String(bits)} bits: RSA keys of ${String(min)} to ${String(max)} bits are supported`,
  path: () =>
    "looks like a file's path: pass what the file holds, or set the variable that ends in _FILE instead (LIANLIAN_PRIVATE_KEY_FILE, LIANLIAN_PUBLIC_KEY_FILE)",
  placeholder: () => 'is a placeholder that was never filled in: put the key itself there',
  certificate: (wanted: KeyHalf) =>
    wanted === 'public'
      ? 'is a certificate: extract its public key with "openssl x509 -in certificate.pem -pubkey -noout"'
      : 'is a certificate, which holds a public key alone: a private key is wanted here, from the file that was made beside it',
  certificateRequest: (wanted: KeyHalf) =>
    wanted === 'public'
      ? 'is a request for a certificate: extract its public key with "openssl req -in request.pem -pubkey -noout"'
      : 'is a request for a certificate, which holds a public key alone: a private key is wanted here, from the file that was made beside it',
  opensshPrivate: (wanted: KeyHalf) =>
    wanted === 'private'
      ? 'is an OpenSSH private key: convert a copy of its file with "ssh-keygen -p -N \'\' -m PEM -f copy-of-key"'
      : 'is an OpenSSH private key: a public key is wanted here',
  opensshPublic: (wanted: KeyHalf) =>
    wanted === 'public'
      ? 'is an OpenSSH public key: convert it with "ssh-keygen -e -m PKCS8 -f key.pub"'
      : 'is an OpenSSH public key: a private key is wanted here',
  putty: () =>
    "is a key of PuTTY's: export it with PuTTYgen (Conversions, Export OpenSSH key), then convert that",
  pgp: () => 'is a key of PGP: LianLian knows RSA keys as OpenSSL makes them',
  jwk: (wanted: KeyHalf) =>
    `is a JWK: convert it with ${wanted === 'private' ? 'createPrivateKey' : 'createPublicKey'}({ key: jwk, format: 'jwk' }) of node:crypto, and pass that KeyObject`,
  pkcs7: (wanted: KeyHalf) =>
    wanted === 'public'
      ? 'is PKCS#7 (.p7b), which holds certificates: extract the public key with "openssl pkcs7 -in file.p7b -print_certs | openssl x509 -pubkey -noout"'
      : 'is PKCS#7 (.p7b), which holds certificates, and no private key: a private key is wanted here, from the file that was made beside it',
  hex: () =>
    'is DER in hexadecimal: pass its bytes, Buffer.from(text, \'hex\'), or convert it with "xxd -r -p key.hex | base64"',
  base64Twice: () => 'is base64 of base64: decode it once with "base64 -d", and pass what comes out',
  inBase64: (message: string) => `is base64 text, and what it holds ${message}`,
  promise: () => 'is a Promise: await it, and pass what it resolves with',
  bytes: () => 'is a Uint8Array or an ArrayBuffer, and no Buffer: pass Buffer.from(key)',
  pkcs12: (wanted: KeyHalf) =>
    wanted === 'private'
      ? 'is a .pfx or .p12 file: extract its private key with "openssl pkcs12 -in file.pfx -nocerts -nodes -out private.pem"'
      : 'is a .pfx or .p12 file: extract its public key with "openssl pkcs12 -in file.pfx -nokeys -clcerts | openssl x509 -pubkey -noout"',
} as const;
