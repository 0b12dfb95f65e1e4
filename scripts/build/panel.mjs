// Makes one script of the control panel: its sources and the library that draws them, for a browser that reaches
// nothing but the sandbox. To run the sandbox from its sources, it is needed too.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);

/** What becomes part of the script. Their licences ask to be kept with them. */
const PACKAGES = ['preact', '@preact/signals', '@preact/signals-core', 'qr'];

/** @param {string} panel the folder of the panel's sources; the script is in `dist` there */
export async function writePanel(panel) {
  const build = await rolldown({
    input: join(panel, 'client/main.tsx'),
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022', jsx: { runtime: 'automatic', importSource: 'preact' } },
  });
  const { output } = await build.generate({ format: 'es', minify: true });
  await build.close();
  const [script, ...others] = output;
  if (others.length > 0) throw new Error('the panel is more than one file');
  const folder = join(panel, 'dist');
  mkdirSync(folder, { recursive: true });
  // Another process may be reading it.
  const unfinished = join(folder, `panel.${process.pid}.js`);
  writeFileSync(unfinished, licences() + script.code);
  renameSync(unfinished, join(folder, 'panel.js'));
}

function licences() {
  const texts = PACKAGES.map((name) => {
    const folder = folderOf(name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    // Of two licences the short one is chosen.
    const licence = ['LICENSE-MIT', 'LICENSE'].map((file) => join(folder, file)).find(existsSync);
    return `${name} ${version}\n\n${readFileSync(licence, 'utf8').trim()}`;
  });
  return `/*!\n${texts.join('\n\n')}\n*/\n`;
}

/** Where a package lies. Not every one exports its package.json. */
function folderOf(name) {
  let folder = dirname(require.resolve(name));
  while (!folder.endsWith(join('node_modules', name))) folder = dirname(folder);
  return folder;
}
