import type { KeyObject } from 'node:crypto';

import { isBlank } from '../common/blank.js';
import type { SignType } from '../common/sign-type.js';
import { compactTexts, type RawJsonObject } from './raw-json.js';
import { rsaVerify } from './rsa.js';
import { nameOrdersOf, type SignableFields, signatureSource } from './signature.js';

/** Whose signature is looked for, and with which algorithms. */
interface Verifier {
  readonly keys: readonly KeyObject[];
  readonly signType: SignType;
}

/**
 * Whether the message's `sign` is valid over it.
 *
 * LianLian's own systems do not agree on every detail, so each reading of the rules is tried: both orders of
 * names, nested values as they stand or compact, with and without the fields that some editions leave out.
 * None of them accepts an altered value.
 */
export function isSignedBy(
  verifier: Verifier,
  message: RawJsonObject,
  unsignedFields: readonly string[] = [],
): boolean {
  const signature = message.texts['sign'];
  if (isBlank(signature)) return false;
  const verifies = (source: string): boolean =>
    verifier.keys.some((key) => rsaVerify(source, signature, key, verifier.signType));
  // Most messages are signed as they stand.
  const likeliest = signatureSource(message.texts);
  if (verifies(likeliest)) return true;
  for (const source of otherSourcesOf(likeliest, message, unsignedFields)) {
    if (verifies(source)) return true;
  }
  return false;
}

/** The other sources that LianLian may have signed. */
function* otherSourcesOf(
  likeliest: string,
  message: RawJsonObject,
  unsignedFields: readonly string[],
): Generator<string> {
  const tried = [likeliest];
  for (const fields of readingsOf(message, unsignedFields)) {
    for (const order of nameOrdersOf(fields)) {
      const source = signatureSource(fields, order);
      if (tried.includes(source)) continue;
      yield source;
      tried.push(source);
    }
  }
}

function* readingsOf(message: RawJsonObject, unsignedFields: readonly string[]): Generator<SignableFields> {
  yield message.texts;
  yield without(message.texts, unsignedFields);
  const compact = compactTexts(message);
  yield compact;
  yield without(compact, unsignedFields);
}

function without(fields: SignableFields, names: readonly string[]): SignableFields {
  if (!names.some((name) => name in fields)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
