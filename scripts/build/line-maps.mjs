// Makes of each source map one that knows lines alone. The code is not minified, so that a stack trace names its
// functions as it is; what it lacks is the file of lib, and the line there. A map with every column and with the
// sources in it would make the package half as large again; lines alone are a tenth of that, and name both.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';

import { encode } from '@jridgewell/sourcemap-codec';

/** Helpers of the compiler and the bundler have no place in lib. */
const OWN = /^(\.\.\/)+lib\//;

/** @param {string} folder whose maps are replaced, with those of its folders */
export function keepLinesOfMaps(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js.map')) continue;
    const file = join(folder, name);
    const code = readFileSync(file.replace(/\.map$/, ''), 'utf8');
    writeFileSync(file, JSON.stringify(withLinesAlone(JSON.parse(readFileSync(file, 'utf8')), code)));
  }
}

/** @param {import('node:module').SourceMapPayload} map @param {string} code */
function withLinesAlone({ file, sources, mappings }, code) {
  const all = new SourceMap({ version: 3, file, sources, names: [], mappings, sourcesContent: [] });
  const own = sources.filter((source) => OWN.test(source));
  const lines = code.split('\n').map((text, line) => {
    const { generatedLine, originalSource, originalLine } = all.findEntry(line, text.search(/\S|$/));
    const source = own.indexOf(originalSource);
    return generatedLine !== line || source === -1 ? [] : [[0, source, originalLine, 0]];
  });
  return { version: 3, file, sources: own, names: [], mappings: encode(lines) };
}
