import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';

import { CONTROL_PATH } from '../../sandbox/contract.js';
import { type KeyHome, keyText } from '../../sandbox/common/keys.js';
import type { SandboxMerchant } from '../../sandbox/common/merchants.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';
import type { SandboxStartOptions } from '../../sandbox/settings.js';
import { LIANLIAN, ownerOf } from '../../sandbox/setup/resolve-keys.js';
import { keyFile } from '../../sandbox/state/keys-dir.js';
import { certificateFile } from '../../sandbox/tls/resolve-tls.js';

/** How keys are shown. */
type KeyOptions = Pick<SandboxStartOptions, 'keysDir' | 'keyFormat'>;

/**
 * What a shop puts into its environment to use the sandbox, for a `.env` file.
 *
 * Of a key in the folder of the keys, the file is printed instead. The only private keys that are printed are those
 * that the sandbox made for this terminal.
 */
export function shopSettings({ url, tls, merchants, lianlianKey }: OpenSandbox, options: KeyOptions): string {
  const { publicKey, keysFrom } = lianlianKey;
  const lines = [
    `# LianLian sandbox at ${url}: no real money. Ctrl+C ends it.`,
    ...(tls?.isMade === true && options.keysDir !== undefined ? trustLines(options.keysDir) : []),
    ...merchants.flatMap((merchant, index) => merchantLines(merchant, options, index > 0)),
    keyLine(publicKey, LIANLIAN, keysFrom, options),
    `LIANLIAN_GATEWAY=${url}`,
    // Last, where it stays in sight: keys are long.
    `# Control panel: ${url}${CONTROL_PATH}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** How shops are told to trust the certificate. A comment, since Node reads the variable before it reads any file. */
function trustLines(keysDir: string): string[] {
  const file = resolve(certificateFile(keysDir));
  return [
    `# Its certificate is ${file}. Node trusts it when started with`,
    `#   NODE_EXTRA_CA_CERTS=${file}`,
    `# and curl with --cacert. A browser warns of it once.`,
  ];
}

/** Only one merchant fits into an environment: the others stand in comments. */
function merchantLines(
  { oidPartner, privateKey, keysFrom }: SandboxMerchant,
  options: KeyOptions,
  isFurther: boolean,
): string[] {
  const lines = [
    `LIANLIAN_OID_PARTNER=${oidPartner}`,
    privateKey === undefined || keysFrom === 'options'
      ? '# LIANLIAN_PRIVATE_KEY: yours'
      : keyLine(privateKey, ownerOf(oidPartner), keysFrom, options),
  ];
  return isFurther
    ? ['# Another merchant:', ...lines.map((line) => (line.startsWith('#') ? line : `# ${line}`))]
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
