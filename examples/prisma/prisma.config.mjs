import { existsSync } from 'node:fs';

import { defineConfig } from 'prisma/config';

if (existsSync('.env')) process.loadEnvFile('.env');

// Not in TypeScript: the template compiles every .ts file of this folder, and would put src/main.ts at dist/src/main.js.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Generating the client needs no database, and no .env.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
