import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'vite';

const ENTRY = fileURLToPath(
  new URL('../../../../../../lib/notifications/inbox/sql/index.ts', import.meta.url),
);

/** The entry point as one file that plain Node runs, so that a test does not depend on a build of the package. */
export async function buildInbox(): Promise<{ url: string; remove: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'lianlian-sql-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: ENTRY, outDir, rolldownOptions: { output: { entryFileNames: 'inbox.mjs' } } },
  });
  return {
    url: pathToFileURL(join(outDir, 'inbox.mjs')).href,
    remove: () => rm(outDir, { recursive: true }),
  };
}
