// What the sandbox reads at run time (data, style sheets, scripts of its pages), as one module with every file as text:
// a bundler takes it along like any other code, and both formats of the package share it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['data', 'pages/assets', 'panel/assets', 'panel/dist'];
/** The module that reads them from the disk, until the package is built. */
const READER = 'sandbox/common/files.js';
const FILE = 'sandbox-files.cjs';
/** What the chunks import it by, until the bundler writes its path. */
const NAME = 'the-sandbox-files';

/** @param {string} sandbox the folder of the sources @param {string} output the folder of the package */
export function writeSandboxFiles(sandbox, output) {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(sandbox, folder))
      .filter((name) => !name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  const files = paths.map((path) => [path, textOf(join(sandbox, path))]);
  const entries = files.map(([path, text]) => `  ${JSON.stringify(path)}: ${JSON.stringify(text)},\n`);
  writeFileSync(join(output, FILE), `module.exports = {\n${entries.join('')}};\n`);
}

function textOf(file) {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
}

/** Puts a module that has the files in the place of the one that reads them. */
export function sandboxFilesPlugin(emitted) {
  const reader = join(emitted, READER);
  return {
    name: 'sandbox-files',
    resolveId: (id) => (id === NAME ? { id, external: true } : null),
    load: {
      filter: { id: reader },
      handler: () =>
        `import files from '${NAME}';\nexport function sandboxFile(path) {\n  return files[path];\n}\n`,
    },
  };
}

/** Where the chunks of a format find them. @param {string} root from the folder of a chunk to the package's code */
export function sandboxFilesPaths(root) {
  return { [NAME]: `${root}/${FILE}` };
}
