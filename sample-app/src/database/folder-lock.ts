import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Of two shops that start at the same moment each sees the other, and both try again. */
const TRIES = 5;
/** What a system takes as the path of a socket, with room to spare. */
const LONGEST_PATH = 100;
const LOCK = /^shop\.[0-9a-f]{12}\.lock$/;

/** Another shop has the folder. */
export class FolderInUseError extends Error {}

/**
 * Takes a folder for this process alone: two processes that write to one embedded database destroy it.
 *
 * A shop listens on a socket of its own in the folder, then looks for others. The kernel answers for a process as long as
 * it lives, and no longer, from whatever container it is asked: there, numbers of processes say nothing. It holds for
 * the processes of one machine.
 *
 * @returns a function that releases it
 * @throws FolderInUseError if another shop that runs has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  for (let tries = 0; tries < TRIES; tries++) {
    const server = createServer((socket) => socket.destroy()).unref();
    if (await isOurs(server, resolve(folder))) return () => closed(server);
    await closed(server);
    await wait(20 + Math.random() * 100);
  }
  throw new FolderInUseError(
    `Another shop that runs keeps its orders in ${folder}. Stop that one, give this one another folder in ` +
      'SHOP_DATA_DIR, or give both one server in DATABASE_URL.',
  );
}

async function isOurs(server: Server, folder: string): Promise<boolean> {
  if (process.platform === 'win32') return isOurPipe(server, folder);
  const own = `shop.${randomBytes(6).toString('hex')}.lock`;
  const near = shortPath(folder, own);
  try {
    await listening(server, join(near.folder, own));
    const others = readdirSync(folder).filter((name) => LOCK.test(name) && name !== own);
    for (const name of others) {
      if (await isAnswered(join(near.folder, name))) return false;
      // Left by a shop that was killed. Its name is random, so nobody takes it again.
      rmSync(join(folder, name), { force: true });
    }
    server.once('close', () => {
      rmSync(join(folder, own), { force: true });
    });
    // Another shop may have taken it for a remnant in the moment before it listened.
    return statSync(join(folder, own), { throwIfNoEntry: false }) !== undefined;
  } finally {
    near.remove();
  }
}

/** Windows has pipes by name, of which one process at a time is the server. */
async function isOurPipe(server: Server, folder: string): Promise<boolean> {
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
  try {
    await listening(server, `\\\\.\\pipe\\lianlian-shop-${name}`);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** The folder by a name under which a socket fits: for a long one, a link to it. */
function shortPath(folder: string, name: string): { readonly folder: string; readonly remove: () => void } {
  if (Buffer.byteLength(join(folder, name)) <= LONGEST_PATH) return { folder, remove: () => undefined };
  const home = mkdtempSync(join(tmpdir(), 'shop-'));
  symlinkSync(folder, join(home, 'f'));
  return {
    folder: join(home, 'f'),
    remove: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Everybody may ask: containers have users of their own. */
function listening(server: Server, path: string): Promise<void> {
  return new Promise((done, reject) => {
    server.once('error', reject);
    server.listen({ path, readableAll: true, writableAll: true }, done);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => {
      done();
    });
  });
}

/** Whether a shop listens there, or may: only a clear no counts as one. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((answered) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      answered(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      answered(code !== 'ECONNREFUSED' && code !== 'ENOENT');
    });
  });
}
