// node scripts/release/prepare.mjs v1.2.3: checks what is released under that tag, writes the notes into
// artifacts/release/notes.md, and prints what the release workflow goes on with (`provenance=…`, `channel=…`).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { releaseOf } from './release-of.mjs';

/** @param {string} path from the top of the repository */
const at = (path) => new URL(`../../${path}`, import.meta.url);

const [tag = ''] = process.argv.slice(2);
try {
  const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const { notes, provenance, channel } = releaseOf(tag, manifest, readFileSync(at('CHANGELOG.md'), 'utf8'));
  mkdirSync(at('artifacts/release/'), { recursive: true });
  writeFileSync(at('artifacts/release/notes.md'), notes);
  console.log(`provenance=${String(provenance)}\nchannel=${channel}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
