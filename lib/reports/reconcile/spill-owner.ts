import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** The process that a folder of temporary files belongs to: what the folder's name says. */
export interface SpillOwner {
  /** The running system whose process it is: on another one its number means nothing. */
  readonly system: string;
  readonly pid: string;
  /** When the process began: its number is given again one day. */
  readonly start: string;
}

/** Where the system doesn't say when a process began. */
const NO_START = '0';
/** The fields of `/proc/<pid>/stat` after the name: the state first, and the start. */
const STATE = 0;
const START = 19;

export async function thisProcess(): Promise<SpillOwner> {
  const pid = String(process.pid);
  return { system: await thisSystem(), pid, start: (await statOf(pid))[START] ?? NO_START };
}

/** Whether a process still runs: `unknown` is one of another system, or one that cannot be told from a later one. */
export async function ownerState({
  system,
  pid,
  start,
}: SpillOwner): Promise<'running' | 'gone' | 'unknown'> {
  if (system !== (await thisSystem())) return 'unknown';
  if (!exists(pid)) return 'gone';
  const stat = await statOf(pid);
  const began = stat[START];
  if (began === undefined || start === NO_START) return 'unknown';
  // A dead process stays in the table for as long as its parent doesn't ask for its end.
  return began === start && stat[STATE] !== 'Z' ? 'running' : 'gone';
}

/** One boot of one kernel, and one of its tables of processes: containers that share a folder have their own. */
async function thisSystem(): Promise<string> {
  const parts = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readlink('/proc/self/ns/pid'),
  ]).catch(() => [hostname()]);
  return createHash('sha256').update(parts.join()).digest('hex').slice(0, 16);
}

function exists(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function statOf(pid: string): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name stands in brackets, and may hold brackets and spaces of its own.
  return stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
}
