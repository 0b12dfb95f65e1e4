// Runs the tests with libraries that a fresh clone does not install, because they build a native part or ask for a newer
// Node: the former on this Node, the latter on npm's Node 22. Installs both first, and generates the clients of Prisma,
// unless told `--installed`; with `--install` it does nothing else. Other arguments are Vitest's. It takes a compiler where a library brings no binary for this machine.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import generatePrismaClients from '../test/libraries/prisma/generate.mjs';
import { runVitest } from './vitest.mjs';

const tests = fileURLToPath(new URL('../test', import.meta.url));
const node22 = `${tests}/package/nodes/node_modules/node-22/bin/node`;

const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--install'));
const isInstalled = process.argv.includes('--installed');
if (!isInstalled) for (const folder of ['package/nodes', 'libraries']) install(`${tests}/${folder}`);
generatePrismaClients();
if (!process.argv.includes('--install')) {
  const all = { LIANLIAN_TEST_REQUIRE_ALL: '1' };
  const statuses = [
    runVitest(['--project', 'libraries', ...args], all),
    runVitest(['--project', 'newer-node', ...args], all, node22),
  ];
  process.exitCode = Math.max(...statuses);
}

function install(folder) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`The packages of ${folder} could not be installed: npm says above why.`);
    process.exit(1);
  }
}
