import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const lib = (file: string): string => join(root, 'lib', file);

/** The shop with the example in it, as one file that plain Node runs. */
export async function buildRabbitShop(): Promise<{ main: string; folder: string }> {
  // Below node_modules, so that Node finds the packages that it imports.
  const parent = join(root, 'node_modules/.lianlian-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'rabbitmq-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^nestjs-lianlian$/, replacement: lib('index.ts') },
        { find: /^nestjs-lianlian\/sql$/, replacement: lib('notifications/inbox/sql/index.ts') },
        { find: /^nestjs-lianlian\/redis$/, replacement: lib('notifications/inbox/redis/index.ts') },
        { find: /^nestjs-lianlian\/bullmq$/, replacement: lib('bullmq/index.ts') },
        { find: /^nestjs-lianlian\/pg-boss$/, replacement: lib('pg-boss/index.ts') },
        { find: /^amqplib$/, replacement: join(root, 'test/libraries/node_modules/amqplib/channel_api.js') },
      ],
    },
    ssr: { noExternal: [/amqplib/, /buffer-more-ints/] },
    build: {
      ssr: fileURLToPath(new URL('./shop-main.mjs', import.meta.url)),
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return { main: join(folder, 'main.mjs'), folder };
}
