import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

import type { Tree } from '@angular-devkit/schematics';

const generate = promisify(generateKeyPair);

/** The folder that the sandbox keeps its keys in. */
export const KEYS_FOLDER = 'keys';
/** The merchant that the sandbox has unless it is told of others. */
export const SANDBOX_PARTNER = '201304121000001004';

/** Whose keys these are, as the sandbox names the files. */
const OWNERS = { merchant: `merchant-${SANDBOX_PARTNER}`, lianlian: 'lianlian' } as const;

/** The file of a key. */
export function sandboxKeyFile(owner: keyof typeof OWNERS, kind: 'private' | 'public'): string {
  return `${KEYS_FOLDER}/${OWNERS[owner]}.${kind}.pem`;
}

/**
 * Writes the keys with which the app and the sandbox sign, so that the app starts before the sandbox ever did. A pair
 * of which a file is there already stays as it is.
 */
export async function writeSandboxKeys(tree: Tree): Promise<void> {
  for (const owner of ['merchant', 'lianlian'] as const) {
    const [privateFile, publicFile] = [sandboxKeyFile(owner, 'private'), sandboxKeyFile(owner, 'public')];
    if (tree.exists(privateFile) || tree.exists(publicFile)) continue;
    const { privateKey, publicKey } = await generate('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
      publicKeyEncoding: { format: 'pem', type: 'spki' },
    });
    tree.create(privateFile, privateKey);
    tree.create(publicFile, publicKey);
  }
}
