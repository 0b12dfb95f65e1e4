import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'vite';

import { describeKills, SQL_STEPS } from '../e2e/processes/support/describe-kills.js';

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
const library = { name: 'Prisma', env: { EXECUTOR: pathToFileURL(`${outDir}/executor.mjs`).href } };

for (const kind of ['postgres', 'mariadb'] as const) {
  await describeKills({ kind, library, steps: SQL_STEPS, processes: 4, forgetful: true });
}
