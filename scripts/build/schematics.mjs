// What `nest add nestjs-lianlian` runs: a file of its own, which no app loads. It is CommonJS, which every Nest CLI loads.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { rolldown } from 'rolldown';

/** What the Nest CLI reads: which schematics there are, and their options. */
const DATA = ['collection.json', 'schema.json'];

/** @param {string} emitted the folder of the compiler's files @param {string} sources @param {string} output */
export async function writeSchematics(emitted, sources, output) {
  const build = await rolldown({
    cwd: emitted,
    platform: 'node',
    experimental: { attachDebugInfo: 'none' },
    tsconfig: false,
    input: './schematics/nest-add.js',
  });
  await build.write({ format: 'cjs', file: join(output, 'nest-add.cjs'), comments: { jsdoc: false } });
  await build.close();
  mkdirSync(output, { recursive: true });
  for (const name of DATA) copyFileSync(join(sources, name), join(output, name));
}
