import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import type { Adapter } from '../../support/adapters.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { keys } from '../../support/shop.js';
import type { ChildSetup, Measurement } from './app-child.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A program of the tests as one file that plain Node runs, so that nothing depends on a build of the package. */
export async function buildProgram(entry: URL): Promise<{ file: string; remove: () => Promise<void> }> {
  // Below node_modules, so that Node finds the packages that it imports.
  const parent = join(root, 'node_modules/.lianlian-tests');
  await mkdir(parent, { recursive: true });
  const outDir = await mkdtemp(join(parent, 'attacks-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^nestjs-lianlian$/, replacement: join(root, 'lib/index.ts') },
        { find: /^nestjs-lianlian\/testing$/, replacement: join(root, 'lib/testing/index.ts') },
      ],
    },
    build: {
      ssr: fileURLToPath(entry),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'program/main.mjs' } },
    },
  });
  // The sandbox's code looks for its data in the folder above its own.
  await cp(join(root, 'lib/sandbox/data'), join(outDir, 'data'), { recursive: true });
  return { file: join(outDir, 'program/main.mjs'), remove: () => rm(outDir, { recursive: true }) };
}

/** A shop that runs in a process of its own. */
export class AppProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(file: string, adapter: Adapter, budgetMs: number): Promise<AppProcess> {
    const setup: ChildSetup = {
      adapter,
      budgetMs,
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      lianlianPublicKey: keys.lianlian.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    };
    const child = fork(file, [JSON.stringify(setup)], { execArgv: ['--expose-gc'] });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new AppProcess(child, url);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async measure(): Promise<Measurement> {
    const answered = once(this.child, 'message') as Promise<[Measurement]>;
    this.child.send('measure');
    return (await answered)[0];
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return;
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
