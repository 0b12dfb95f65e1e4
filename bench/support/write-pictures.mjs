// The curves of what was measured, as files.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { pictures } from './curve.mjs';

/** @param {readonly import('./report.mjs').Table[]} tables @returns {readonly string[]} the files' paths */
export function writePictures(tables) {
  const curves = tables.flatMap(({ curve }) => curve ?? []);
  return [...pictures(curves)].map(([name, svg]) => {
    const path = fileURLToPath(new URL(`../pictures/${name}.svg`, import.meta.url));
    writeFileSync(path, svg);
    return path;
  });
}
