// Joins what the compiler emitted into a few files. Finding and reading a file costs Node half a millisecond, and lib
// has hundreds: an app would wait longer for that than for all that the code does at its start.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';

import { rolldown } from 'rolldown';

const { exports, bin, dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
/** They stay imports. The compiler's helpers, which come from a package too, become part of the code. */
const PACKAGES = Object.keys({ ...dependencies, ...peerDependencies });
/** What every app loads. */
const MAIN = 'index';
/** The module that finds the sandbox's data and pages around itself. */
const PLACE = 'sandbox/common/files';

/**
 * One file for each entry point of package.json and one for the command; in `chunks` what they share, and what is
 * imported when it is needed. Every module is in one file alone, so that a class is the same class in all of them.
 *
 * @param {string} emitted the folder of the compiler's files @param {string} output the folder of the bundles
 */
export async function bundle(emitted, output) {
  const build = await rolldown({
    cwd: emitted,
    platform: 'node',
    // The compiler has applied it already: what it emitted is joined as it is.
    tsconfig: false,
    input: Object.fromEntries(entryPoints().map((name) => [name, `./${name}.js`])),
    external: PACKAGES.map((name) => new RegExp(`^${name}(/|$)`)),
  });
  await build.write({
    dir: output,
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => (name === PLACE ? '[name].js' : 'chunks/[name].js'),
    // Editors find them in the declarations.
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ debugName: 'shared', name: chunksOf(emitted) }] },
  });
  await build.close();
}

/** What package.json offers, as names of modules. */
function entryPoints() {
  const offered = Object.values(exports).flatMap((target) => target.default ?? []);
  return [...offered, ...Object.values(bin)].map((file) => file.replace(/^\.\/dist\/|\.js$/g, ''));
}

/**
 * Names the chunk of a module. Of what the main entry point loads, `base` needs no package, and the command line does
 * with it and without Nest; all else is `module`. The other chunks are the bundler's own choice.
 *
 * @param {string} emitted
 */
function chunksOf(emitted) {
  const [main, place] = [MAIN, PLACE].map((name) => join(emitted, `${name}.js`));
  let ofMain;
  return (id, graph) => {
    if (id === place) return PLACE;
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
