import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

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

/** Writes a file in one step: at any moment, and after a crash, it holds either the old text or the new. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
