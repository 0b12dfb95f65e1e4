// Makes of each source map one that knows lines alone. The code is not minified, so that a stack trace names its
// functions as it is; what it lacks is the file of lib, and the line there. A map with every column and with the
// sources in it would make the package half as large again; lines alone are a tenth of that, and name both.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

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
  let previous = { source: 0, line: 0 };
  const lines = code.split('\n').map((text, line) => {
    const { generatedLine, originalSource, originalLine } = all.findEntry(line, text.search(/\S|$/));
    const place = { source: own.indexOf(originalSource), line: originalLine };
    if (generatedLine !== line || place.source === -1) return '';
    const moved = [0, place.source - previous.source, place.line - previous.line, 0];
    previous = place;
    return moved.map(digitsOf).join('');
  });
  return { version: 3, file, sources: own, names: [], mappings: lines.join(';') };
}

/** A number as source maps write it: the sign in the last bit, then five bits a digit, the lowest first. */
function digitsOf(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let digits = '';
  do {
    const five = rest & 31;
    rest >>>= 5;
    digits += DIGITS[rest === 0 ? five : five | 32];
  } while (rest > 0);
  return digits;
}
