import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { pemOf, publicKeyOf } from '../keys.js';
import { DEMO_PARTNER } from '../merchants.js';
import { LianlianSandbox } from '../sandbox.js';
import type { SandboxCall } from './arguments.js';
import type { Terminal } from './terminal.js';

/** Runs a sandbox until it is told to stop. */
export async function runSandbox(call: SandboxCall, { out, stop }: Terminal): Promise<void> {
  const { port, host, oidPartner = DEMO_PARTNER, merchantPublicKey, notificationIntervalMs } = call;
  const publicKey = merchantPublicKey === undefined ? undefined : await publicKeyIn(merchantPublicKey);
  const sandbox = await LianlianSandbox.start({
    port,
    host,
    merchants: [{ oidPartner, publicKey }],
    notifications: { intervalMs: notificationIntervalMs },
  });
  out(settingsOf(sandbox, oidPartner, publicKey));
  if (!stop.aborted) await once(stop, 'abort');
  await sandbox.stop();
}

async function publicKeyIn(file: string): Promise<KeyObject> {
  const text = await readFile(file, 'utf8');
  try {
    return publicKeyOf(text);
  } catch (error) {
    throw new Error(`${file} holds no public key in PEM`, { cause: error });
  }
}

/** The environment of a shop that uses this sandbox, for a `.env` file. */
function settingsOf(sandbox: LianlianSandbox, oidPartner: string, ownKey: KeyObject | undefined): string {
  const privateKey =
    ownKey === undefined
      ? [`LIANLIAN_PRIVATE_KEY="${onOneLine(sandbox.options.privateKey)}"`]
      : ['# LIANLIAN_PRIVATE_KEY: yours'];
  const lines = [
    `# LianLian sandbox at ${sandbox.url}: no real money. Ctrl+C ends it.`,
    `LIANLIAN_OID_PARTNER=${oidPartner}`,
    ...privateKey,
    `LIANLIAN_PUBLIC_KEY="${onOneLine(pemOf(sandbox.lianlianPublicKey))}"`,
    `LIANLIAN_GATEWAY=${sandbox.url}`,
  ];
  return `${lines.join('\n')}\n`;
}

function onOneLine(pem: string): string {
  return pem.trim().replaceAll('\n', '\\n');
}
