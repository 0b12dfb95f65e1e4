import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { errorCode } from '../../common/secrets/error-text.js';
import { readConfigFile } from '../../sandbox/setup/config-file.js';
import { publicKeyOf } from '../../sandbox/common/keys.js';
import { DEMO_PARTNER, type SandboxMerchantOptions } from '../../sandbox/common/merchants.js';
import type { SandboxStartOptions } from '../../sandbox/settings.js';
import { UsageError } from '../command.js';
import type { SandboxCall } from './arguments.js';
import { sandboxMessages } from './sandbox.messages.js';

const DEFAULT_PORT = 4000;

/**
 * The options to start with: those of the command line, else of the configuration file, else the defaults.
 *
 * @throws UsageError for options that do not fit together, and a key's file that cannot be read
 * @throws Error for a file without a key, or with a wrong option
 */
export async function startOptionsOf(call: SandboxCall): Promise<SandboxStartOptions> {
  const { config: file, merchants: named, port, notificationIntervalMs, isQuiet: _, ...given } = call;
  const config = file === undefined ? {} : await readConfigFile(file);
  const merchants = await Promise.all(named.map(merchantOptionsOf));
  if ((given.tls ?? config.tls) === true && (given.keysDir ?? config.keysDir) === undefined) {
    throw new UsageError(sandboxMessages.tlsNeedsKeys());
  }
  return {
    ...config,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    port: port ?? config.port ?? DEFAULT_PORT,
    ...(merchants.length === 0 ? {} : { merchants }),
    notifications: {
      ...config.notifications,
      ...(notificationIntervalMs === undefined ? {} : { intervalMs: notificationIntervalMs }),
    },
  };
}

async function merchantOptionsOf({
  oidPartner = DEMO_PARTNER,
  file,
}: SandboxCall['merchants'][number]): Promise<SandboxMerchantOptions> {
  return file === undefined ? { oidPartner } : { oidPartner, publicKey: await publicKeyIn(file) };
}

async function publicKeyIn(file: string): Promise<KeyObject> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(sandboxMessages.unreadableKey(errorCode(error) ?? ''), { cause: error });
  }
  return publicKeyOf(text, file);
}
