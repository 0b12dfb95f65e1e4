import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';

import type { SpokenLanguage } from '../../common/language/preferred-language.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { CONTROL_PATH } from '../../sandbox/contract.js';
import { type KeyHome, keyText } from '../../sandbox/common/keys.js';
import type { SandboxMerchant } from '../../sandbox/common/merchants.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';
import type { SandboxStartOptions } from '../../sandbox/settings.js';
import { LIANLIAN, ownerOf } from '../../sandbox/setup/resolve-keys.js';
import { keyFile } from '../../sandbox/state/keys-dir.js';
import { certificateFile } from '../../sandbox/tls/resolve-tls.js';
import { settingsMessages } from './settings.messages.js';

/** A comment in the language of the terminal. */
type Remark = (sentence: Sentence) => string;

/** How keys are shown. */
type KeyOptions = Pick<SandboxStartOptions, 'keysDir' | 'keyFormat'>;

/**
 * What a shop puts into its environment to use the sandbox, for a `.env` file.
 *
 * Of a key in the folder of the keys, the file is printed instead. The only private keys that are printed are those
 * that the sandbox made for this terminal.
 */
export function shopSettings(
  { url, publicUrl, network, tls, merchants, lianlianKey }: OpenSandbox,
  options: KeyOptions,
  language: SpokenLanguage,
): string {
  const remark = (sentence: Sentence): string => `# ${sentence[language]}`;
  const { publicKey, keysFrom } = lianlianKey;
  const lines = [
    remark(settingsMessages.sandboxAt(url)),
    ...(tls?.isMade === true && options.keysDir !== undefined ? trustLines(options.keysDir, remark) : []),
    ...merchants.flatMap((merchant, index) => merchantLines(merchant, options, remark, index > 0)),
    keyLine(publicKey, LIANLIAN, keysFrom, options),
    // The shop's redirect forms are posted there, by payers' browsers.
    `LIANLIAN_GATEWAY=${publicUrl}`,
    ...(publicUrl === url ? [] : [remark(settingsMessages.payersAt(publicUrl))]),
    ...network.map((origin) => remark(settingsMessages.networkAt(`${origin}${CONTROL_PATH}`))),
    // Last, where it stays in sight: keys are long.
    remark(settingsMessages.panelAt(`${url}${CONTROL_PATH}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** How shops are told to trust the certificate. A comment, since Node reads the variable before it reads any file. */
function trustLines(keysDir: string, remark: Remark): string[] {
  const file = resolve(certificateFile(keysDir));
  return [
    remark(settingsMessages.certificateIn(file)),
    `#   NODE_EXTRA_CA_CERTS=${file}`,
    remark(settingsMessages.otherClients()),
  ];
}

/** Only one merchant fits into an environment: the others stand in comments. */
function merchantLines(
  { oidPartner, privateKey, keysFrom }: SandboxMerchant,
  options: KeyOptions,
  remark: Remark,
  isFurther: boolean,
): string[] {
  const lines = [
    `LIANLIAN_OID_PARTNER=${oidPartner}`,
    privateKey === undefined || keysFrom === 'options'
      ? remark(settingsMessages.keyIsYours())
      : keyLine(privateKey, ownerOf(oidPartner), keysFrom, options),
  ];
  return isFurther
    ? [
        remark(settingsMessages.anotherMerchant()),
        ...lines.map((line) => (line.startsWith('#') ? line : `# ${line}`)),
      ]
    : lines;
}

/** The key's file, if it is in the folder, else the key itself. */
function keyLine(
  key: KeyObject,
  owner: string,
  keysFrom: KeyHome,
  { keysDir, keyFormat = 'pkcs8' }: KeyOptions,
): string {
  const variable = key.type === 'private' ? 'LIANLIAN_PRIVATE_KEY' : 'LIANLIAN_PUBLIC_KEY';
  if (keysFrom === 'folder' && keysDir !== undefined) {
    return `${variable}_FILE=${keyFile(keysDir, owner, key.type === 'private' ? 'private' : 'public')}`;
  }
  return `${variable}="${keyText(key, keyFormat).trim().replaceAll('\n', '\\n')}"`;
}
