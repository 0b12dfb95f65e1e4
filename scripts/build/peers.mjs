// The optional packages that an entry point imports: each is loaded by a file of its own, which says what is wrong where
// the package is missing or too old. Both formats share it.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { peerDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** By entry point. What is loaded when it is first used says so itself. */
const PEERS = {
  bullmq: 'bullmq',
  terminus: '@nestjs/terminus',
  otel: '@opentelemetry/api',
  prometheus: 'prom-client',
};
const FOLDER = 'peers';
const PREFIX = 'the-peer-of-';

/** Their names. */
export const LOADED_PEERS = Object.values(PEERS);

/** @param {string} output the folder of the package */
export function writePeers(output) {
  mkdirSync(join(output, FOLDER));
  copyFileSync(new URL('./peer.cjs', import.meta.url), join(output, FOLDER, 'peer.cjs'));
  for (const [entry, name] of Object.entries(PEERS)) {
    const quoted = [name, peerDependencies[name], `nestjs-lianlian/${entry}`].map((text) =>
      JSON.stringify(text),
    );
    writeFileSync(
      join(output, FOLDER, `${entry}.cjs`),
      `const peer = require('./peer.cjs');
const file = () => {
  try {
    return require.resolve('${name}');
  } catch {
    return undefined;
  }
};
exports.loaded = peer(${quoted.join(', ')}, file(), () => require('${name}'));
`,
    );
  }
}

/** Puts a module that takes the names from that file in the place of the package. @param {string} emitted */
export function peersPlugin(emitted) {
  const entryOf = Object.fromEntries(Object.entries(PEERS).map(([entry, name]) => [name, entry]));
  return {
    name: 'peers',
    resolveId(id) {
      if (id.startsWith(PREFIX)) return { id, external: true };
      return id in entryOf ? `\0${PREFIX}${entryOf[id]}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const entry = id.slice(PREFIX.length + 1);
      const names = namesFrom(PEERS[entry], join(emitted, entry));
      return `import { loaded } from '${PREFIX}${entry}';\nexport const { ${names.join(', ')} } = loaded;\n`;
    },
  };
}

/** Where the entry points find them. @param {string} root from an entry point to the package's code */
export function peersPaths(root) {
  return Object.fromEntries(
    Object.keys(PEERS).map((entry) => [PREFIX + entry, `${root}/${FOLDER}/${entry}.cjs`]),
  );
}

/** What the compiled files of a folder import from a package. */
function namesFrom(name, folder) {
  const imports = new RegExp(`^import \\{([^}]*)\\} from '${name}';`, 'gm');
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(imports)].flatMap(([, list]) => list.split(',')));
  return [...new Set(names.map((each) => each.trim()).filter((each) => each !== ''))].sort();
}
