import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A folder with keys of its own, and what a client needs to reach it. */
export interface SftpServer {
  readonly port: number;
  readonly hostKey: string;
  /** The key itself, as in a `.pub` file. */
  readonly hostKeyLine: string;
  /** A second key of another type, whole, which a client of `ssh2` does not ask for first. */
  readonly secondHostKeyLine: string;
  /** What it wrote into its log since it was last asked: every attempt to log in, with the method. */
  takeLog(): string;
  readonly username: string;
  readonly privateKey: string;
  /** Where the reports lie on this machine, and on the server. */
  readonly folder: string;
  readonly directory: string;
  stop(): Promise<void>;
}

/** Debian's, or the one of `LIANLIAN_TEST_SSHD`. */
export const SSHD = process.env['LIANLIAN_TEST_SSHD'] ?? '/usr/sbin/sshd';
export const hasSshd = existsSync(SSHD) && hasKeygen();

const NOBODY = 65534;

function hasKeygen(): boolean {
  try {
    execFileSync('ssh-keygen', ['-?'], { stdio: 'ignore' });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
  return true;
}

/** OpenSSH with its own host key, serving nothing but SFTP to one key. */
export async function startOpenSsh(): Promise<SftpServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  const path = (name: string): string => join(folder, name);
  const types = { host: 'ed25519', second: 'ecdsa', client: 'ed25519' };
  for (const [name, type] of Object.entries(types)) {
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', path(name)]);
  }
  writeFileSync(path('authorized_keys'), readFileSync(path('client.pub')));
  mkdirSync(path('files'));
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path('host')}`,
    `HostKey ${path('second')}`,
    'LogLevel DEBUG1',
    `AuthorizedKeysFile ${path('authorized_keys')}`,
    `PidFile ${path('pid')}`,
    'StrictModes no',
    // Without PAM a system user, whose password nobody can type, counts as locked.
    'UsePAM yes',
    'PasswordAuthentication no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
  ];
  writeFileSync(path('config'), `${config.join('\n')}\n`);
  // As root, sshd wants a user and a folder of its own on the machine; as anybody else it serves that user.
  const isRoot = userInfo().uid === 0;
  if (isRoot) {
    for (const name of ['', 'host', 'second', 'authorized_keys', 'config', 'files'])
      chownSync(path(name), NOBODY, NOBODY);
  }
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const sshd = spawn(SSHD, ['-D', '-e', '-f', path('config')], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  sshd.stderr.on('data', (data: Buffer) => {
    log += data.toString();
  });
  await isListening(sshd);
  return {
    port,
    hostKey: fingerprint(path('host.pub')),
    hostKeyLine: readFileSync(path('host.pub'), 'utf8'),
    secondHostKeyLine: readFileSync(path('second.pub'), 'utf8'),
    takeLog: () => {
      const taken = log;
      log = '';
      return taken;
    },
    username: isRoot ? 'nobody' : userInfo().username,
    privateKey: readFileSync(path('client'), 'utf8'),
    folder: path('files'),
    directory: path('files'),
    stop: async () => {
      sshd.kill();
      if (sshd.exitCode === null) await new Promise((resolve) => sshd.once('exit', resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

async function isListening(sshd: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    sshd.stderr?.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('listening')) resolve();
    });
    sshd.once('error', reject);
    sshd.once('exit', () => {
      reject(new Error(`sshd: ${output}`));
    });
  });
}

function fingerprint(publicKeyFile: string): string {
  return execFileSync('ssh-keygen', ['-lf', publicKeyFile], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

/** A key that no server here has, as in a `.pub` file, and its fingerprint. */
export function strangeKey(): { readonly line: string; readonly fingerprint: string } {
  const { publicKey } = generateKeyPairSync('ed25519');
  const type = Buffer.from('ssh-ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = Buffer.concat([lengthOf(type), type, lengthOf(raw), raw]);
  const hash = createHash('sha256').update(key).digest('base64').replace('=', '');
  return { line: `ssh-ed25519 ${key.toString('base64')}`, fingerprint: `SHA256:${hash}` };
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

/** Lines of `known_hosts` as `ssh-keygen -H` hashes them. */
export function hashed(lines: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hashed-'));
  try {
    const file = join(folder, 'known_hosts');
    writeFileSync(file, lines);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A connection that breaks off or falls silent after a number of bytes from the server; counts those that are open. */
export class FrailProxy {
  readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(target: number, after: number, end: 'breaks' | 'silent') {
    this.server = createServer((client) => {
      const upstream = connect(target, '127.0.0.1');
      let passed = 0;
      this.sockets.add(client);
      client.once('close', () => {
        this.sockets.delete(client);
        upstream.destroy();
      });
      client.on('error', () => undefined);
      upstream.on('error', () => undefined);
      upstream.once('close', () => client.destroy());
      client.pipe(upstream);
      upstream.on('data', (data) => {
        passed += data.length;
        if (passed > after && end === 'breaks') client.destroy();
        else if (passed > after) upstream.pause();
        else if (!client.write(data)) {
          upstream.pause();
          client.once('drain', () => upstream.resume());
        }
      });
    });
  }

  static async start(
    target: number,
    after = Infinity,
    end: 'breaks' | 'silent' = 'breaks',
  ): Promise<FrailProxy> {
    const proxy = new FrailProxy(target, after, end);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
