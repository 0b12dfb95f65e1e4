import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { MUTANTS } from './mutants.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', `file://${root}`));
const WORLDS = process.env['LIANLIAN_WORLDS'] ?? '20000';

/** What the simulator says of the library with a fault in it. */
async function simulated(mutant: string): Promise<string> {
  const args = [vitest, 'run', '--project', 'simulation', '-t', 'finds nothing wrong', '--retry', '0'];
  const env = { ...process.env, LIANLIAN_MUTANT: mutant, LIANLIAN_WORLDS: WORLDS, NO_COLOR: '1' };
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await run(process.execPath, args, options);
    return stdout;
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

// Each is a process that only computes: as many at once as there are cores.
describe.concurrent('a fault that is put into the library on purpose is found', () => {
  it.each(MUTANTS.map(({ name }) => name))(
    '%s',
    async (name) => {
      const output = await simulated(name);
      const ran = /^(\d+) worlds from seed/m.exec(output)?.[1];
      const isFound = output.includes('WRONG: ');
      console.log(`${isFound ? 'found' : 'NOT FOUND'} after ${ran ?? 'no'} worlds: ${name}`);
      expect({ isFound, ran: ran !== undefined, output: isFound ? '' : output.slice(-2_000) }).toEqual({
        isFound: true,
        ran: true,
        output: '',
      });
    },
    600_000,
  );
});
