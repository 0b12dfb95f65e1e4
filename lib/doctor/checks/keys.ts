import { createPublicKey, type KeyObject } from 'node:crypto';

import { keyFingerprint } from '../../config/keys.js';
import { type Check, ok, problem, warning } from '../check.js';
import type { DoctorKeys } from '../doctor-keys.js';
import { checkMessages } from './check.messages.js';

/** What LianLian's own key and many merchants' still have; new ones are made with 2048. */
const WEAK_BITS = 1024;

/** Which key is which, and whether those that belong together do. */
export function checkKeys({ privateKey, registeredPublicKey, lianlianPublicKeys }: DoctorKeys): Check[] {
  return [
    ...(privateKey ? [...aboutSize(privateKey), aboutPair(registeredPublicKey, privateKey)] : []),
    ...lianlianPublicKeys.map((key, index) =>
      ok(
        lianlianPublicKeys.length === 1 ? 'lianlianPublicKey' : `lianlianPublicKey[${String(index)}]`,
        checkMessages.publicKey(...described(key)),
      ),
    ),
    ...(registeredPublicKey && lianlianPublicKeys.some((key) => key.equals(registeredPublicKey))
      ? [problem('lianlianPublicKey', checkMessages.ownPublicKey())]
      : []),
  ];
}

/** The size of a public key, and what it is recognized by. */
function described(key: KeyObject): [size: string, fingerprint: string] {
  return [String(key.asymmetricKeyDetails?.modulusLength), keyFingerprint(key).slice(0, 16)];
}

function aboutSize(privateKey: KeyObject): Check[] {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  const found = ok('privateKey', checkMessages.privateKey(...described(createPublicKey(privateKey))));
  if (bits > WEAK_BITS) return [found];
  return [found, warning('privateKey', checkMessages.weakKey(String(bits)))];
}

function aboutPair(registered: KeyObject | undefined, privateKey: KeyObject): Check {
  if (registered === undefined) return warning('privateKey', checkMessages.notCompared());
  return registered.equals(createPublicKey(privateKey))
    ? ok('privateKey', checkMessages.pairFits())
    : problem('privateKey', checkMessages.pairDiffers(...described(registered)));
}
