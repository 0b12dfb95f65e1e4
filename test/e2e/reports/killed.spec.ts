import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { ReportService } from 'nestjs-lianlian';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('../../../lib/reports/reconcile/reconcile.ts', import.meta.url));

/** Reconciles a report whose rows stop coming once some of them are on disk, and waits for the next one. */
const program = (module: string, tempDir: string): string => `
  import { Reconciliation } from ${JSON.stringify(module)};
  async function* rows() {
    for (let line = 1; line <= 60_000; line += 1) {
      yield { kind: 'payment', line, no_order: 'order-' + line, oid_paybill: '1', amountFen: 1, feeFen: 0 };
    }
    await new Promise(() => setInterval(() => undefined, 1000));
  }
  await new Reconciliation(rows(), [], { maxInMemory: 0, tempDir: ${JSON.stringify(tempDir)} }).totals();
`;

describe('temporary files of a reconciliation', () => {
  let folder: string;
  let tempDir: string;
  let child: ChildProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
    tempDir = await mkdtemp(join(folder, 'temp-'));
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: ENTRY,
        outDir: join(folder, 'built'),
        rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
      },
    });
    const module = pathToFileURL(join(folder, 'built/main.mjs')).href;
    child = spawn(process.execPath, ['--input-type=module', '-e', program(module, tempDir)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('are deleted by the next one if its process was killed, and not before', async () => {
    const left = async (): Promise<string[]> => {
      const files = await readdir(tempDir, { recursive: true });
      return files.filter((name) => /\d$/.test(name) && name.includes('/'));
    };
    await expect.poll(async () => (await left()).length, { timeout: 30_000 }).toBeGreaterThan(0);
    const files = await left();

    await new ReportService().reconcile([], [], { tempDir }).totals();
    expect(await left()).toEqual(expect.arrayContaining(files));

    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(await left()).toEqual(expect.arrayContaining(files));

    await new ReportService().reconcile([], [], { tempDir }).totals();
    expect(await readdir(tempDir)).toEqual([]);
  });
});
