import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'vite';

import { killRounds, SQL_STEPS } from '../e2e/processes/support/kill-rounds.js';
import { describeOn } from '../e2e/processes/support/stores.js';

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

// Where Node finds Prisma from, and as JavaScript: that is what a shop's process takes.
const outDir = path('generated/shop');
await build({
  configFile: false,
  logLevel: 'error',
  root: path('.'),
  build: {
    ssr: path('prisma/shop-executor.ts'),
    outDir,
    rolldownOptions: { output: { entryFileNames: 'executor.mjs' } },
  },
});
const env = { EXECUTOR: pathToFileURL(`${outDir}/executor.mjs`).href };

for (const kind of ['postgres', 'mariadb'] as const) {
  await describeOn(
    kind,
    'kill -9, Prisma',
    ({ url }) => {
      killRounds({ kind, url, steps: SQL_STEPS, processes: 4, forgetful: true, env });
    },
    { concurrent: true },
  );
}
