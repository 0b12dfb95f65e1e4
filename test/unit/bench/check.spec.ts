import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { root } from '../../docs/guide.js';

const run = promisify(execFile);

const met = { what: 'of the bare signature', value: 1.1, limit: 1.1, bound: 'at most' };
const slow = { what: 'of the speed of a bare route', value: 0.74, limit: 0.75, bound: 'at least' };

describe('npm run bench -- --check', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'lianlian-bench-'))));
  afterAll(() => rm(folder, { recursive: true }));

  /** Judges a table of an earlier run. */
  async function check(table: object): Promise<{ code: number; lines: string[] }> {
    const file = join(folder, 'tables.json');
    await writeFile(file, JSON.stringify([{ measurement: 'sign', title: 'Sign', rows: [{}], ...table }]));
    const args = ['bench/run.mjs', '--check', '--from', file];
    const { code, stdout } = await run(process.execPath, args, { cwd: root }).then(
      ({ stdout: out }) => ({ code: 0, stdout: out }),
      (error: unknown) => error as { code: number; stdout: string },
    );
    return { code, lines: stdout.trim().split('\n') };
  }

  it('passes where every target is met', async () => {
    const { code, lines } = await check({ rows: [{ name: 'a', figure: '1 µs' }], targets: [met] });
    expect([code, lines.at(-1)]).toEqual([0, '1 of 1 targets met']);
  });

  it('fails where one is missed, and names it', async () => {
    const { code, lines } = await check({ rows: [{ name: 'a', figure: '1 µs' }], targets: [met, slow] });
    expect([code, lines.at(-1)]).toEqual([1, '1 of 2 targets met']);
    expect(lines.find((line) => line.includes('MISSED'))).toContain(slow.what);
  });

  it('counts nothing that was not run, and says so', async () => {
    const { code, lines } = await check({ rows: [], notes: ['no server'] });
    expect([code, lines.at(-1)]).toEqual([1, '0 of 0 targets met']);
    expect(lines.find((line) => line.includes('not run'))).toContain('no server');
  });
});
