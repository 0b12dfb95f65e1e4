// Builds processes/rabbitmq-server.mjs into one file that plain Node runs.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Installed for the tests alone: see npm run test:libraries. */
export const AMQPLIB = join(root, 'test/libraries/node_modules/amqplib/channel_api.js');

/** @returns {Promise<string>} a folder below node_modules, so that Node finds the packages that the file imports */
export async function buildRabbitMqServer() {
  const parent = join(root, 'node_modules/.lianlian-bench');
  mkdirSync(parent, { recursive: true });
  const outDir = mkdtempSync(join(parent, 'rabbitmq-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^nestjs-lianlian$/, replacement: join(root, 'dist/index.js') },
        { find: /^amqplib$/, replacement: AMQPLIB },
      ],
    },
    ssr: { noExternal: [/amqplib/, /buffer-more-ints/] },
    build: {
      ssr: fileURLToPath(new URL('processes/rabbitmq-server.mjs', import.meta.url)),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return outDir;
}
