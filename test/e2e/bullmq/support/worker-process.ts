import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { OID_PARTNER } from '../../../support/merchant.js';
import { keys } from '../../../support/shop.js';
import type { ChildSetup } from './worker-child.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const entry = fileURLToPath(new URL('./worker-child.ts', import.meta.url));

/** The worker as one file that plain Node runs, so that a test does not depend on a build of the package. */
export async function buildWorker(): Promise<{ file: string; remove: () => Promise<void> }> {
  // Below node_modules, so that Node finds the packages that it imports.
  const parent = join(root, 'node_modules/.lianlian-tests');
  await mkdir(parent, { recursive: true });
  const outDir = await mkdtemp(join(parent, 'worker-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: [{ find: /^nestjs-lianlian$/, replacement: join(root, 'lib/index.ts') }] },
    build: { ssr: entry, outDir, rolldownOptions: { output: { entryFileNames: 'worker.mjs' } } },
  });
  return { file: join(outDir, 'worker.mjs'), remove: () => rm(outDir, { recursive: true }) };
}

/** A worker that runs in a process of its own. */
export class WorkerProcess {
  readonly lines: string[] = [];
  private readonly child: ChildProcess;

  constructor(file: string, setup: Pick<ChildSetup, 'redisUrl' | 'queueName'> & Partial<ChildSetup>) {
    const all: ChildSetup = {
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      lianlianPublicKey: keys.lianlian.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      hangs: false,
      knowsPayments: false,
      ...setup,
    };
    this.child = spawn(process.execPath, [file, JSON.stringify(all)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.child;
    if (stdout !== null) createInterface(stdout).on('line', (line) => this.lines.push(line));
  }

  /** Resolves with the exit code, or null after a signal. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const exited = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await exited)[0];
  }
}
