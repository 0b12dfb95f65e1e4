import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const TEMPORARY = /\.[0-9a-f]{8}\.tmp$/;

/** The text of a file; undefined where there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  return (await fileBytes(path))?.toString();
}

/** The same as bytes. */
export async function fileBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where a file is written before it takes its place: beside it, by a name that nobody else uses. */
export function temporaryPath(path: string): string {
  return `${path}.${randomUUID().slice(0, 8)}.tmp`;
}

/** Writes a file in one step: at any moment, and after a crash, it holds either the old text or the new. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const beside = temporaryPath(path);
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Removes what runs that were killed have left of a file, or of files, before they took their place.
 *
 * @param of whether a file of that name may have been on its way
 * @param quietMs how long nobody has written to it: others may be at work
 */
export async function sweepTemporary(
  folder: string,
  of: (name: string) => boolean,
  quietMs: number,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!TEMPORARY.test(name) || !of(name.replace(TEMPORARY, ''))) continue;
    const path = join(folder, name);
    const written = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
    if (Date.now() - written >= quietMs) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** The same for one file that nobody else writes. */
export function sweepTemporaryOf(path: string): Promise<void> {
  return sweepTemporary(dirname(path), (name) => name === basename(path), 0);
}
