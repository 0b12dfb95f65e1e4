import { createPublicKey, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';

import { isBlank } from '../common/blank.js';
import { optionMessages } from '../common/option.messages.js';
import { isMerchantNumber } from '../common/merchant-number.js';
import { type SignType, signTypeOf } from '../common/sign-type.js';
import { configMessages } from './config.messages.js';
import { KeyProblem } from './key-problem.js';
import { type KeyInput, parsePrivateKey, parsePublicKey } from './keys.js';
import type { OptionReader } from '../common/options/option-reader.js';
import type { Merchant, SigningKey } from './settings.js';
import type { Signer } from './signer.js';

/** The options of one merchant. */
export const MERCHANT_OPTIONS = [
  'oidPartner',
  'privateKey',
  'signer',
  'publicKey',
  'lianlianPublicKey',
  'signType',
  'notifyUrl',
  'payoutNotifyUrl',
  'returnUrl',
  'busiPartner',
] as const;
const MAX_URL_LENGTH = 128;

/** The variables of `lianlianConfig` for the options that are most often forgotten. */
const VARIABLES: Readonly<Record<string, string>> = {
  privateKey: 'LIANLIAN_PRIVATE_KEY or LIANLIAN_PRIVATE_KEY_FILE',
  lianlianPublicKey: 'LIANLIAN_PUBLIC_KEY or LIANLIAN_PUBLIC_KEY_FILE',
};

/** One merchant from its options, frozen. It may be used only if the reader found no problem. */
export function createMerchant(reader: OptionReader): Merchant {
  const signingKey = signingKeyOf(reader);
  const publicKey = ownPublicKeyOf(reader, signingKey);
  const lianlianPublicKeys = publicKeysOf(reader);
  if (publicKey !== undefined && lianlianPublicKeys.some((key) => key.equals(publicKey))) {
    reader.problem('lianlianPublicKey', configMessages.ownPublicKey());
  }
  return printedByNumber({
    ...signingKey,
    oidPartner: reader.requiredText(
      'oidPartner',
      isMerchantNumber,
      configMessages.merchantNumberOption(),
      'LIANLIAN_OID_PARTNER',
    ),
    publicKey,
    lianlianPublicKeys: Object.freeze(lianlianPublicKeys),
    signType: signTypeOption(reader),
    notifyUrl: reader.url('notifyUrl', MAX_URL_LENGTH),
    payoutNotifyUrl: reader.url('payoutNotifyUrl', MAX_URL_LENGTH),
    returnUrl: reader.url('returnUrl', MAX_URL_LENGTH),
    busiPartner: reader.text(
      'busiPartner',
      (text) => ['101001', '109001'].includes(text),
      configMessages.busiPartner(),
    ),
  });
}

/** A merchant prints as its number alone: printing a service prints its merchants, and a signer may hold a KMS's token. */
function printedByNumber(merchant: Merchant): Merchant {
  const { oidPartner } = merchant;
  Object.defineProperty(merchant, inspect.custom, {
    value: () => `Merchant { oidPartner: '${oidPartner}' }`,
  });
  Object.defineProperty(merchant, 'toJSON', { value: () => ({ oidPartner }) });
  return Object.freeze(merchant);
}

function signingKeyOf(reader: OptionReader): SigningKey {
  const signer = reader.value('signer');
  if (signer === undefined || signer === null) {
    // A key that is missing is a problem, and then the merchant is not used.
    return {
      privateKey: keyOf(reader, 'privateKey', reader.value('privateKey'), parsePrivateKey) as KeyObject,
    };
  }
  if (!isBlank(reader.value('privateKey'))) reader.problem('privateKey', configMessages.keyBesideSigner());
  if (typeof Reflect.get(Object(signer) as object, 'sign') !== 'function') {
    reader.problem('signer', configMessages.notASigner());
  }
  return { signer: signer as Signer };
}

/** The merchant's own public key: the public half of its private key, or the one given beside a signer. */
function ownPublicKeyOf(reader: OptionReader, { privateKey }: SigningKey): KeyObject | undefined {
  const input = reader.value('publicKey');
  const given = isBlank(input) ? undefined : keyOf(reader, 'publicKey', input, parsePublicKey);
  if (privateKey === undefined) return given;
  const half = createPublicKey(privateKey);
  if (given?.equals(half) === false) reader.problem('publicKey', configMessages.otherPublicKey());
  return half;
}

function publicKeysOf(reader: OptionReader): readonly KeyObject[] {
  const value = reader.value('lianlianPublicKey');
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const keys =
    list.length === 0
      ? [keyOf(reader, 'lianlianPublicKey', Array.isArray(value) ? undefined : value, parsePublicKey)]
      : list.map((input, index) =>
          keyOf(reader, `lianlianPublicKey[${String(index)}]`, input, parsePublicKey),
        );
  return keys.filter((key) => key !== undefined);
}

function keyOf(
  reader: OptionReader,
  name: string,
  input: unknown,
  parse: (input: KeyInput) => KeyObject,
): KeyObject | undefined {
  if (isBlank(input)) {
    reader.problem(name, optionMessages.missingOption(configMessages.keyForms(), VARIABLES[name]));
    return undefined;
  }
  try {
    return parse(input as KeyInput);
  } catch (error) {
    // Any other error comes from a value that is no key at all, and its message may hold that value.
    reader.problem(name, error instanceof KeyProblem ? error.message : configMessages.keyForms());
    return undefined;
  }
}

function signTypeOption(reader: OptionReader): SignType {
  const text = reader.text(
    'signType',
    (name) => signTypeOf(name) !== undefined,
    configMessages.signTypeOption(),
  );
  return signTypeOf(text) ?? 'RSA';
}
