import type { Stats } from 'node:fs';
import { lstat, mkdtemp, readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type SpillOwner, ownerState, thisProcess } from './spill-owner.js';

const PREFIX = 'lianlian-reconcile';
const NAME = /^lianlian-reconcile-([0-9a-f]{16})-([1-9]\d{0,9})-(\d+)-\w{6}$/;
/** A folder of this age is left over, where its owner cannot be asked for: every reconciliation makes files sooner. */
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** A folder of temporary files that only this user can read. It is made when it is first needed. */
export class SpillFolder {
  private path: Promise<string> | undefined;
  private files = 0;

  constructor(private readonly parent = tmpdir()) {}

  async nextFile(): Promise<string> {
    this.path ??= this.make();
    this.files += 1;
    return join(await this.path, String(this.files));
  }

  async remove(): Promise<void> {
    if (this.path !== undefined) await rm(await this.path, { recursive: true, force: true });
  }

  /** Deletes what processes that were killed left behind. What cannot be deleted stops nothing. */
  async sweep(): Promise<void> {
    const names = await readdir(this.parent).catch(() => []);
    for (const name of names) {
      const owner = ownerIn(name);
      if (owner !== undefined) await removeLeftOver(join(this.parent, name), owner).catch(() => undefined);
    }
  }

  private async make(): Promise<string> {
    const { system, pid, start } = await thisProcess();
    return mkdtemp(join(this.parent, `${PREFIX}-${system}-${pid}-${start}-`));
  }
}

function ownerIn(name: string): SpillOwner | undefined {
  const [, system, pid, start] = NAME.exec(name) ?? [];
  return system === undefined || pid === undefined || start === undefined
    ? undefined
    : { system, pid, start };
}

/** Deletes files of the names that are given here, and never through a link. */
async function removeLeftOver(path: string, owner: SpillOwner): Promise<void> {
  const stats = await lstat(path);
  if (!isOfThisUser(stats)) return;
  const state = await ownerState(owner);
  if (state === 'running' || (state === 'unknown' && Date.now() - stats.mtimeMs < MAX_AGE_MS)) return;
  for (const file of await readdir(path)) if (/^\d+$/.test(file)) await unlink(join(path, file));
  await rmdir(path);
}

function isOfThisUser(stats: Stats): boolean {
  if (!stats.isDirectory()) return false;
  // Windows has neither.
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
}
