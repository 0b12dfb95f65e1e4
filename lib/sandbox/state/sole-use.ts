import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Of two that begin at the same moment each sees the other, and both begin again. */
const TRIES = 5;
/** What a system takes as the path of a socket, with room to spare. */
const LONGEST_PATH = 100;

/**
 * Takes a path for this process alone.
 *
 * A process that wants it listens on a socket of its own beside it, then looks for others. The kernel answers for a
 * process as long as it lives, from whatever container it is asked, and no longer: numbers of processes say nothing
 * there, and what a killed process has left behind does not answer. It holds for processes on one machine.
 *
 * @returns a function that releases it; undefined where another process has it
 * @throws Error where the folder takes no socket
 */
export async function soleUse(path: string): Promise<(() => Promise<void>) | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const claim = await claimOf(resolve(path));
    if (claim === undefined) return undefined;
    if (await claim.isAlone()) return claim.end;
    await claim.end();
    await wait(20 + Math.random() * 100);
  }
  return undefined;
}

interface Claim {
  /** Whether nobody else who lives claims it. What others have left behind is removed. */
  readonly isAlone: () => Promise<boolean>;
  readonly end: () => Promise<void>;
}

/** Undefined where another process has the claim, and only one can. */
async function claimOf(path: string): Promise<Claim | undefined> {
  const server = createServer((socket) => socket.destroy()).unref();
  if (process.platform === 'win32') return pipeClaim(server, path);
  const [folder, prefix] = [dirname(path), `${basename(path)}.`];
  const own = `${prefix}${randomBytes(6).toString('hex')}.lock`;
  const isClaim = (name: string): boolean =>
    name.startsWith(prefix) && /^[0-9a-f]{12}\.lock$/.test(name.slice(prefix.length));
  const near = await shortPath(folder, own);
  await listen(server, join(near.folder, own)).catch(async (error: unknown) => {
    await near.remove();
    throw error;
  });

  async function isAlone(): Promise<boolean> {
    const others = (await readdir(folder)).filter((name) => isClaim(name) && name !== own);
    const alive = await Promise.all(
      others.map(async (name) => {
        if (await isAnswered(join(near.folder, name))) return true;
        // Its name is random, so nobody takes it again.
        await rm(join(folder, name), { force: true }).catch(() => undefined);
        return false;
      }),
    );
    await near.remove();
    // Somebody may have taken it for a remnant in the moment before it listened.
    return !alive.includes(true) && (await stat(join(folder, own)).catch(() => undefined)) !== undefined;
  }
  async function end(): Promise<void> {
    await new Promise((closed) => server.close(closed));
    await rm(join(folder, own), { force: true });
  }
  return { isAlone, end };
}

/** Windows has pipes by name, of which one process at a time is the server. */
async function pipeClaim(server: Server, path: string): Promise<Claim | undefined> {
  const name = createHash('sha256').update(path.toLowerCase()).digest('hex').slice(0, 32);
  try {
    await listen(server, `\\\\.\\pipe\\nestjs-lianlian-${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
  return {
    isAlone: () => Promise.resolve(true),
    end: () =>
      new Promise((resolved) => {
        server.close(() => {
          resolved();
        });
      }),
  };
}

/** The folder by a name under which a socket fits: for a long one, a link to it. */
async function shortPath(
  folder: string,
  name: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  if (Buffer.byteLength(join(folder, name)) <= LONGEST_PATH) {
    return { folder, remove: () => Promise.resolve() };
  }
  const home = await mkdtemp(join(tmpdir(), 'lianlian-'));
  const link = join(home, 'f');
  await symlink(folder, link);
  return { folder: link, remove: () => rm(home, { recursive: true, force: true }) };
}

/** Everybody may ask: containers have users of their own. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((listening, reject) => {
    server.once('error', reject);
    server.listen({ path, readableAll: true, writableAll: true }, listening);
  });
}

/** Whether a process listens there, or may: only a clear no counts as one. */
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
