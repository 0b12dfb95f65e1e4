import { createPublicKey, type KeyObject } from 'node:crypto';

import { keyFingerprint } from '../../config/keys.js';
import { type Check, ok, problem, warning } from '../check.js';
import type { DoctorKeys } from '../doctor-keys.js';

/** What LianLian's own key and many merchants' still have; new ones are made with 2048. */
const WEAK_BITS = 1024;

/** Which key is which, and whether those that belong together do. */
export function checkKeys({ privateKey, registeredPublicKey, lianlianPublicKeys }: DoctorKeys): Check[] {
  return [
    ...(privateKey ? [...aboutSize(privateKey), aboutPair(registeredPublicKey, privateKey)] : []),
    ...lianlianPublicKeys.map((key, index) =>
      ok(
        lianlianPublicKeys.length === 1 ? 'lianlianPublicKey' : `lianlianPublicKey[${String(index)}]`,
        `public key, ${described(key)}`,
      ),
    ),
    ...(registeredPublicKey && lianlianPublicKeys.some((key) => key.equals(registeredPublicKey))
      ? [
          problem(
            'lianlianPublicKey',
            "is the merchant's public key that was given to LianLian: take LianLian's own from its merchant console",
          ),
        ]
      : []),
  ];
}

/** The size of a public key, and what it is recognised by. */
function described(key: KeyObject): string {
  const fingerprint = keyFingerprint(key).slice(0, 16);
  return `RSA of ${String(key.asymmetricKeyDetails?.modulusLength)} bits, fingerprint ${fingerprint}`;
}

function aboutSize(privateKey: KeyObject): Check[] {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  const found = ok(
    'privateKey',
    `private key, ${described(createPublicKey(privateKey))} (of its public half)`,
  );
  if (bits > WEAK_BITS) return [found];
  return [found, warning('privateKey', `has ${String(bits)} bits: make a new pair with 2048 when you can`)];
}

function aboutPair(registered: KeyObject | undefined, privateKey: KeyObject): Check {
  if (registered === undefined) {
    return warning(
      'privateKey',
      'was not compared with the public key that LianLian has of you: name a file of that one with --merchant-public-key',
    );
  }
  return registered.equals(createPublicKey(privateKey))
    ? ok('privateKey', 'belongs to the public key that was given to LianLian')
    : problem(
        'privateKey',
        `does not belong to the public key that was given to LianLian (${described(registered)}): LianLian will refuse every signature. Give LianLian the public half of this private key, or use the other private key`,
      );
}
