import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Vitest's `globalSetup`: generates Prisma's clients where they are missing, or older than their schema. */
export default function generatePrismaClients() {
  for (const schema of ['postgres', 'mysql']) {
    const from = path(`${schema}.prisma`);
    if (isOlder(path(`../generated/${schema}/client.ts`), from)) generate(from);
  }
}

function isOlder(client, schema) {
  return !existsSync(client) || statSync(client).mtimeMs < statSync(schema).mtimeMs;
}

function generate(schema) {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  execFileSync(process.execPath, [prisma, 'generate', '--schema', schema], {
    cwd: path('.'),
    env: {
      ...process.env,
      // The schema engine is downloaded, and does nothing here: any program will do in its place.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
