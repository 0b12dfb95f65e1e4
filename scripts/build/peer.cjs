// Loads an optional package, for an entry point that needs it: beside every such entry point there is a file that calls
// this. It is CommonJS for both formats, because an import of a missing package fails before any code can say why.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * @param {string} name of the package @param {string} range that is supported, as package.json has it
 * @param {string} entry point that needs it @param {string | undefined} file that Node finds for it
 * @param {() => object} load
 */
module.exports = function peer(name, range, entry, file, load) {
  const needs = `${entry} needs the package ${name} in a version of ${range}`;
  let loaded;
  try {
    loaded = load();
  } catch (cause) {
    // It is there, and fails for a reason of its own.
    if (cause.code !== 'MODULE_NOT_FOUND' || !String(cause.message).includes(`'${name}'`)) throw cause;
    throw new Error(`${needs}, and it is not installed: npm install ${name}`, { cause });
  }
  const found = file === undefined ? undefined : versionOf(name, dirname(file));
  if (found !== undefined && isOlder(found, range)) {
    throw new Error(`${needs}, and found ${found}: npm install ${name}`);
  }
  return loaded;
};

/** The version of a package one of whose files lies in a folder; undefined where that cannot be seen, as in a bundle. */
function versionOf(name, folder) {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (manifest.name === name) return manifest.version;
  return dirname(folder) === folder ? undefined : versionOf(name, dirname(folder));
}

/** Whether a version is below what the range of carets begins with in its major version. A newer one than all is tried. */
function isOlder(version, range) {
  const [major, ...rest] = numbersOf(version);
  const least = range.split('||').map(numbersOf);
  const same = least.find((numbers) => numbers[0] === major);
  if (same === undefined) return least.every((numbers) => numbers[0] > major);
  return rest[0] !== same[1] ? rest[0] < same[1] : rest[1] < same[2];
}

function numbersOf(version) {
  return version.match(/\d+/g).slice(0, 3).map(Number);
}
