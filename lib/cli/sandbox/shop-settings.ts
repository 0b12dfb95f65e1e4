import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CONTROL_PATH } from '../../sandbox/contract.js';
import { pemOf } from '../../sandbox/common/keys.js';
import type { SandboxMerchant } from '../../sandbox/common/merchants.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';

/**
 * What a shop puts into its environment to use the sandbox, for a `.env` file.
 *
 * @param keysDir the folder of the keys: of a key that is in it, the file is printed instead
 */
export async function shopSettings(
  { url, merchants, lianlianKey }: OpenSandbox,
  keysDir?: string,
): Promise<string> {
  const perMerchant = merchants.map((merchant, index) => merchantLines(merchant, keysDir, index > 0));
  const lines = [
    `# LianLian sandbox at ${url}: no real money. Ctrl+C ends it.`,
    `# Control panel: ${url}${CONTROL_PATH}`,
    ...(await Promise.all(perMerchant)).flat(),
    await keyLine('LIANLIAN_PUBLIC_KEY', lianlianKey.publicKey, keysDir, 'lianlian.public.pem'),
    `LIANLIAN_GATEWAY=${url}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Only one merchant fits into an environment: the others stand in comments. */
async function merchantLines(
  { oidPartner, privateKey }: SandboxMerchant,
  keysDir: string | undefined,
  isFurther: boolean,
): Promise<string[]> {
  const lines = [
    `LIANLIAN_OID_PARTNER=${oidPartner}`,
    privateKey === undefined
      ? '# LIANLIAN_PRIVATE_KEY: yours'
      : await keyLine('LIANLIAN_PRIVATE_KEY', privateKey, keysDir, `merchant-${oidPartner}.private.pem`),
  ];
  return isFurther
    ? ['# Another merchant:', ...lines.map((line) => (line.startsWith('#') ? line : `# ${line}`))]
    : lines;
}

/** The key's file, if the folder has this very key, else the key itself. */
async function keyLine(
  variable: string,
  key: KeyObject,
  keysDir: string | undefined,
  name: string,
): Promise<string> {
  const file = keysDir === undefined ? undefined : join(keysDir, name);
  const kept = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (file !== undefined && kept === pemOf(key)) return `${variable}_FILE=${file}`;
  return `${variable}="${pemOf(key).trim().replaceAll('\n', '\\n')}"`;
}
