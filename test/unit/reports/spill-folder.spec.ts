import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { ReportService } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { SpillFolder } from '../../../lib/reports/reconcile/spill-folder.js';
import { lacksFileModes } from '../../support/file-modes.js';
import { lacks } from '../../support/needs.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const OTHER_SYSTEM = '0123456789abcdef';

let parent: string;
let system: string;
let children: ChildProcess[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'spill-test-'));
  children = [];
  const own = new SpillFolder(parent);
  system = basename(dirname(await own.nextFile())).split('-')[2] ?? '';
  await own.remove();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(parent, { recursive: true });
});

/** A folder with a file in it, as the process of that number and start would have made it. */
async function leave(pid: number, start: string, ofSystem = system): Promise<string> {
  const name = `lianlian-reconcile-${ofSystem}-${pid}-${start}-aB3xYz`;
  await mkdir(join(parent, name), { mode: 0o700 });
  await writeFile(join(parent, name, '1'), 'order-1');
  return name;
}

async function sweep(): Promise<string[]> {
  await new SpillFolder(parent).sweep();
  return readdir(parent);
}

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

function living(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  children.push(child);
  return child.pid ?? 0;
}

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function makeOld(name: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * DAY_MS);
  await utimes(join(parent, name), then, then);
}

const skipModes = lacksFileModes('whose folder a left over one is');
const skipProc = lacks({
  tests: 'processes whose number was given again',
  missing: !existsSync('/proc/self/stat') && 'the start of a process in /proc',
  run: 'on Linux',
});

describe('a left over folder of temporary files', () => {
  it('is deleted if its process is gone', async () => {
    await leave(deadPid(), '1');
    expect(await sweep()).toEqual([]);
  });

  it('is deleted at the beginning of a reconciliation, one that needs no files included', async () => {
    await leave(deadPid(), '1');
    await new ReportService().reconcile([], [], { tempDir: parent }).totals();
    expect(await readdir(parent)).toEqual([]);
  });

  it('stays while its process runs', async () => {
    const own = new SpillFolder(parent);
    await own.nextFile();
    const other = living();
    const name = await leave(other, skipProc ? '1' : startOf(other));
    expect(await sweep()).toHaveLength(2);
    await makeOld(name, skipProc ? 0 : 30);
    expect(await sweep()).toHaveLength(2);
  });

  it.skipIf(skipProc)('is deleted if another process has the number now', async () => {
    const other = living();
    await leave(other, String(Number(startOf(other)) - 1));
    expect(await sweep()).toEqual([]);
  });

  it.skipIf(skipProc)('is deleted if its process is dead, and nobody has asked for its end', async () => {
    const child = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60']);
    children.push(child);
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once('data', (data: Buffer) => {
        resolve(Number(data.toString()));
      }),
    );
    await expect
      .poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '), { timeout: 10_000 })
      .toBe(true);
    await leave(pid, startOf(pid));
    expect(await sweep()).toEqual([]);
  });

  it('of another system stays for a week, whatever its number says here', async () => {
    const name = await leave(deadPid(), '1', OTHER_SYSTEM);
    await makeOld(name, 6.9);
    expect(await sweep()).toEqual([name]);
    await makeOld(name, 7.1);
    expect(await sweep()).toEqual([]);
  });

  it.skipIf(skipModes)('is not looked for through a link', async () => {
    const target = join(parent, 'kept');
    await mkdir(target, { mode: 0o700 });
    await writeFile(join(target, '1'), 'kept');
    const link = `lianlian-reconcile-${system}-${deadPid()}-1-aB3xYz`;
    await symlink(target, join(parent, link));
    expect((await sweep()).sort()).toEqual(['kept', link].sort());
    expect(await readdir(target)).toEqual(['1']);
  });

  it.skipIf(skipModes)('is left alone if others may look into it: it is none of ours', async () => {
    const name = await leave(deadPid(), '1');
    await chmod(join(parent, name), 0o755);
    expect(await sweep()).toEqual([name]);
  });

  it.skipIf(process.getuid?.() !== 0)('is left alone if it is of another user', async () => {
    const name = await leave(deadPid(), '1');
    await chown(join(parent, name), 65534, 65534);
    expect(await sweep()).toEqual([name]);
  });

  it('keeps what is not named as the files of a reconciliation are', async () => {
    const name = await leave(deadPid(), '1');
    await writeFile(join(parent, name, 'notes.txt'), 'kept');
    expect(await sweep()).toEqual([name]);
    expect(await readdir(join(parent, name))).toContain('notes.txt');
  });

  it('is told by its whole name, and is a folder', async () => {
    const names = [
      'lianlian-reconcile-2026',
      `lianlian-reconcile-${system}-${deadPid()}-1-aB3xYz.old`,
      `old-lianlian-reconcile-${system}-${deadPid()}-1-aB3xYz`,
    ];
    for (const name of names) {
      await mkdir(join(parent, name), { mode: 0o700 });
      await makeOld(name, 400);
    }
    const file = `lianlian-reconcile-${system}-${deadPid()}-1-aB3xYz`;
    await writeFile(join(parent, file), 'kept', { mode: 0o600 });
    expect((await sweep()).sort()).toEqual([...names, file].sort());
  });
});

it('nothing to sweep is no reason to fail', async () => {
  const tempDir = join(parent, 'none');
  const totals = await new ReportService().reconcile([], [], { tempDir }).totals();
  expect(totals.rows).toBe(0);
});
