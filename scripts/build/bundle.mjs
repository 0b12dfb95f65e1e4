// Joins what the compiler emitted into a few files. Finding and reading a file costs Node half a millisecond, and lib
// has hundreds: an app would wait longer for that than for all that the code does at its start.
import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';

import { rolldown } from 'rolldown';

import { LOADED_PEERS, peersPaths, peersPlugin } from './peers.mjs';
import { sandboxFilesPaths, sandboxFilesPlugin } from './sandbox-files.mjs';

const { exports, bin, dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
/** They stay imports. The compiler's helpers, which come from a package too, become part of the code. */
const PACKAGES = Object.keys({ ...dependencies, ...peerDependencies }).filter(
  (name) => !LOADED_PEERS.includes(name),
);
/** What every app loads. */
const MAIN = 'index';

/** What is offered to `import`, and the command; then, below a folder of its own, what is offered to `require`. */
const FORMATS = [
  { format: 'es', condition: 'import', folder: '', commands: Object.values(bin) },
  { format: 'cjs', condition: 'require', folder: 'cjs', commands: [] },
];

/**
 * One file for each entry point of package.json and one for the command; in `chunks` what they share, and what is
 * imported when it is needed. Every module is in one file of a format alone, so that a class is the same class in all
 * of them.
 *
 * @param {string} emitted the folder of the compiler's files @param {string} output the folder of the bundles
 */
export async function bundle(emitted, output) {
  for (const format of FORMATS) await bundleAs(format, emitted, join(output, format.folder));
  writeFileSync(join(output, 'cjs/package.json'), '{ "type": "commonjs" }\n');
}

async function bundleAs({ format, condition, folder, commands }, emitted, output) {
  const offered = Object.values(exports).flatMap((target) => target[condition]?.default ?? []);
  const names = [...offered, ...commands].map((file) =>
    file.slice(`./dist/${folder === '' ? '' : `${folder}/`}`.length, -'.js'.length),
  );
  const up = folder === '' ? '..' : '../..';
  const build = await rolldown({
    cwd: emitted,
    platform: 'node',
    // The compiler has applied it already: what it emitted is joined as it is.
    tsconfig: false,
    input: Object.fromEntries(names.map((name) => [name, `./${name}.js`])),
    external: PACKAGES.map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [peersPlugin(emitted), sandboxFilesPlugin(emitted), compilersMaps(emitted)],
  });
  await build.write({
    format,
    dir: output,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    sourcemap: true,
    // From an entry point of an integration, or a chunk, to the package's code.
    paths: { ...sandboxFilesPaths(up), ...peersPaths(up) },
    // What is imported when it is needed is required then: Jest, for one, has no import() in CommonJS.
    dynamicImportInCjs: false,
    // Editors find them in the declarations.
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ debugName: 'shared', name: chunksOf(emitted) }] },
  });
  await build.close();
}

/** Leads the bundler's source maps on to lib by those of the compiler. */
function compilersMaps(emitted) {
  return {
    name: 'compilers-maps',
    load(id) {
      if (!id.startsWith(emitted)) return null;
      const map = JSON.parse(readFileSync(`${id}.map`, 'utf8'));
      const sources = map.sources.map((source) => resolve(id, '..', source));
      const code = readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
      return { code, map: { ...map, sources } };
    },
  };
}

/**
 * Names the chunk of a module. Of what the main entry point loads, `base` needs no package, and the command line does
 * with it and without Nest; all else is `module`. The other chunks are the bundler's own choice.
 *
 * @param {string} emitted
 */
function chunksOf(emitted) {
  const main = join(emitted, `${MAIN}.js`);
  let ofMain;
  return (id, graph) => {
    if (id.startsWith(join(emitted, 'sandbox/common/files.js'))) return 'sandbox-files';
    ofMain ??= loadedWith(main, graph);
    if (id === main || !ofMain.has(id)) return null;
    return [...loadedWith(id, graph)].some(isPackage) ? 'module' : 'base';
  };
}

/** A module and all that it imports, and what that imports. */
function loadedWith(id, graph, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) loadedWith(imported, graph, found);
  return found;
}

function isPackage(id) {
  return !isAbsolute(id) && !isBuiltin(id);
}
