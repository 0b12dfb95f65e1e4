// The declarations of the package: those that its entry points lead to, once. They stand with the CommonJS code, which
// every kind of importer may import types from; the ES modules' own are a line that passes them on.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import ts from 'typescript';

const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** @param {string} emitted the folder of the compiler's files @param {string} output the folder of the package */
export function writeDeclarations(emitted, output) {
  const targets = Object.values(exports).filter((target) => typeof target !== 'string');
  const found = new Set();
  for (const target of targets) {
    const real = target.require.types.replace('./dist/', '');
    const passing = join(output, target.import.types.replace('./dist/', ''));
    lead(join(emitted, real.replace('cjs/', '')), found);
    const path = relative(dirname(passing), join(output, real)).replace(/\.d\.ts$/, '.js');
    mkdirSync(dirname(passing), { recursive: true });
    writeFileSync(passing, `export * from './${path}';\n`);
  }
  for (const file of found) cpSync(file, join(output, 'cjs', relative(emitted, file)));
}

/** Adds a file and all that it imports. */
function lead(file, found) {
  if (found.has(file)) return;
  found.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    if (fileName.startsWith('.')) lead(join(dirname(file), fileName.replace(/\.js$/, '.d.ts')), found);
  }
}
