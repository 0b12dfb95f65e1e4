import type { Tree } from '@angular-devkit/schematics';

import { withLineEndsOf } from '../module/text-edit.js';
import { sandboxKeyFile, KEYS_FOLDER, SANDBOX_PARTNER, writeSandboxKeys } from './sandbox-keys.js';

/** The file that `ConfigModule` reads, and the one that is committed. */
const FILES = ['.env', '.env.example'] as const;
/** The file in which the sandbox keeps orders, and with them keys. */
export const SANDBOX_STATE = 'sandbox.json';
/** What Git is told to leave out. */
const NOT_COMMITTED = ['.env', `/${KEYS_FOLDER}/`, `/${SANDBOX_STATE}`];
const SETTING = /^\s*(?:export\s+)?LIANLIAN_\w+\s*=/m;
const SETTINGS_OF_PORT = /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d+)/m;

/** The port that `.env` has the app listen on. */
export function portInEnvironment(tree: Tree): string | undefined {
  return tree.exists('.env') ? SETTINGS_OF_PORT.exec(tree.readText('.env'))?.[1] : undefined;
}

/**
 * Appends the settings of the sandbox, with its keys as files, and keeps what is secret out of Git. A file that has
 * settings of LianLian already stays as it is.
 *
 * @param address where the routes are, as `http://localhost:3000/payments`
 * @returns the files that had settings
 */
export async function completeEnvironment(tree: Tree, address: string): Promise<readonly string[]> {
  const kept = FILES.filter((file) => tree.exists(file) && SETTING.test(tree.readText(file)));
  for (const file of FILES) if (!kept.includes(file)) append(tree, file, settings(address));
  if (!kept.includes('.env')) await writeSandboxKeys(tree);
  const ignored = tree.exists('.gitignore') ? tree.readText('.gitignore').split(/\r?\n/) : [];
  const missing = NOT_COMMITTED.filter((name) => !ignored.some((line) => nameIn(line) === nameIn(name)));
  if (missing.length > 0)
    append(tree, '.gitignore', `# LianLian Pay: settings and keys\n${missing.join('\n')}\n`);
  return kept;
}

/** A file or folder as a line of `.gitignore` names it, without the slashes around it. */
function nameIn(line: string): string {
  return line.trim().replace(/^\//, '').replace(/\/$/, '');
}

function settings(address: string): string {
  return `# LianLian Pay: settings of the sandbox (the script "sandbox"), which moves no money.
# For real payments: your merchant number, your own private key, LianLian's public key from its merchant console,
# public https addresses, your server's IPv4 address, and no LIANLIAN_GATEWAY.
LIANLIAN_OID_PARTNER=${SANDBOX_PARTNER}
LIANLIAN_PRIVATE_KEY_FILE=${sandboxKeyFile('merchant', 'private')}
LIANLIAN_PUBLIC_KEY_FILE=${sandboxKeyFile('lianlian', 'public')}
LIANLIAN_GATEWAY=http://127.0.0.1:4000
LIANLIAN_NOTIFY_URL=${address}/notify
LIANLIAN_RETURN_URL=${address}/return
LIANLIAN_BUSI_PARTNER=109001
LIANLIAN_IPV6_STAND_IN=203.0.113.7
`;
}

/** Adds a block to the end of a file, behind an empty line; makes the file if there is none. */
function append(tree: Tree, file: string, block: string): void {
  if (!tree.exists(file)) {
    tree.create(file, block);
    return;
  }
  const present = tree.readText(file);
  const gap = present.trim() === '' ? '' : present.endsWith('\n') ? '\n' : '\n\n';
  tree.overwrite(file, present + withLineEndsOf(present, gap + block));
}
