import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes a folder for this process alone: two processes that write to one embedded database destroy it.
 *
 * @returns a function that releases it
 * @throws Error if another shop that runs has it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'shop.pid');
  const owner = ownerOf(lock);
  if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
    throw new Error(
      `Another shop (process ${String(owner)}) keeps its orders in ${folder}. Stop it, give this one another ` +
        'folder in SHOP_DATA_DIR, or give both one server in DATABASE_URL.',
    );
  }
  writeFileSync(lock, String(process.pid));
  return () => {
    rmSync(lock, { force: true });
  };
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

/** Signal 0 only asks. A shop that was killed leaves its file behind. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
