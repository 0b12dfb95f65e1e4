import type { KeyObject } from 'node:crypto';

import { isBlank } from '../common/blank.js';
import { type SignType, signTypeOf } from '../common/sign-type.js';
import type { ConfigProblem } from '../errors/lianlian-config.error.js';
import { messages } from '../errors/messages.js';
import { isPair, type KeyInput, KeyProblem, parsePrivateKey, parsePublicKey } from './keys.js';
import { OptionReader } from './option-reader.js';
import type { Merchant } from './settings.js';

const MERCHANT_OPTIONS = [
  'oidPartner',
  'privateKey',
  'lianlianPublicKey',
  'signType',
  'notifyUrl',
  'returnUrl',
  'busiPartner',
] as const;
const SHARED_OPTIONS = ['gateway', 'endpoints', 'http', 'notifications', 'sweeper', 'isGlobal'];
const MAX_URL_LENGTH = 128;

/** Where `lianlianConfig` reads what is most often forgotten. */
const VARIABLES: Readonly<Record<string, string>> = {
  privateKey: 'LIANLIAN_PRIVATE_KEY or LIANLIAN_PRIVATE_KEY_FILE',
  lianlianPublicKey: 'LIANLIAN_PUBLIC_KEY or LIANLIAN_PUBLIC_KEY_FILE',
};

/** The merchants of the options: the one whose fields stand at the top, or those of `merchants`. */
export function merchantsOf(reader: OptionReader, problems: ConfigProblem[]): readonly Merchant[] {
  const list = reader.value('merchants');
  if (list === undefined) {
    reader.refuseUnknown([...MERCHANT_OPTIONS, ...SHARED_OPTIONS]);
    return [merchantOf(reader)];
  }
  reader.refuseUnknown(['merchants', ...SHARED_OPTIONS]);
  if (!Array.isArray(list) || list.length === 0) {
    reader.problem('merchants', messages.noMerchants());
    return [];
  }
  const merchants = list.map((entry: unknown, index) => {
    const entryReader = new OptionReader(entry, `merchants[${String(index)}].`, problems);
    entryReader.refuseUnknown(MERCHANT_OPTIONS);
    return merchantOf(entryReader);
  });
  merchants.forEach((merchant, index) => {
    if (merchants.findIndex(({ oidPartner }) => oidPartner === merchant.oidPartner) < index) {
      reader.problem(`merchants[${String(index)}].oidPartner`, messages.repeatedMerchant());
    }
  });
  return merchants;
}

function merchantOf(reader: OptionReader): Merchant {
  const privateKey = privateKeyOf(reader);
  const lianlianPublicKeys = publicKeysOf(reader);
  if (privateKey !== undefined && lianlianPublicKeys.some((key) => isPair(key, privateKey))) {
    reader.problem('lianlianPublicKey', messages.ownPublicKey());
  }
  return {
    oidPartner: reader.requiredText(
      'oidPartner',
      (text) => /^\d{18}$/.test(text),
      messages.merchantNumberOption(),
      'LIANLIAN_OID_PARTNER',
    ),
    // Only handed out when there is no problem, so never without a key.
    privateKey: privateKey as KeyObject,
    lianlianPublicKeys,
    signType: signTypeOption(reader),
    notifyUrl: reader.url('notifyUrl', MAX_URL_LENGTH),
    returnUrl: reader.url('returnUrl', MAX_URL_LENGTH),
    busiPartner: reader.text(
      'busiPartner',
      (text) => ['101001', '109001'].includes(text),
      messages.busiPartner(),
    ),
  };
}

function privateKeyOf(reader: OptionReader): KeyObject | undefined {
  return keyOf(reader, 'privateKey', reader.value('privateKey'), parsePrivateKey);
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
    reader.problem(name, messages.missingOption(messages.keyForms(), VARIABLES[name]));
    return undefined;
  }
  try {
    return parse(input as KeyInput);
  } catch (error) {
    // Anything but a KeyProblem came from a value that is no key at all, and may hold it: it is not passed on.
    reader.problem(name, error instanceof KeyProblem ? error.message : messages.keyForms());
    return undefined;
  }
}

function signTypeOption(reader: OptionReader): SignType {
  const text = reader.text('signType', (name) => signTypeOf(name) !== undefined, messages.signTypeOption());
  return signTypeOf(text) ?? 'RSA';
}
