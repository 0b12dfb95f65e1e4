import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from './free-port.js';

const START_LIMIT_MS = 60_000;

/** What is needed to run a server of a kind. */
export interface ServerKind {
  /** What of it is not installed here, or false. */
  missing(): string | false;
  /** Makes a new data directory. */
  create(folder: string): void;
  /** Runs it where tests run as root, which database servers refuse; empty for one that does not. */
  readonly account: string;
  /** What ends it without a word to its clients and without tidying up. */
  readonly crash: 'SIGKILL' | 'SIGQUIT';
  readonly program: () => string;
  /** The program's arguments. */
  options(folder: string, port: number): readonly string[];
  url(port: number): string;
}

/** A server of the tests' own, that they may stop and start. Its data outlives it. */
export class OwnServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly kind: ServerKind,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(kind: ServerKind): Promise<OwnServer> {
    // Short: a socket's path has at most 107 characters.
    const folder = mkdtempSync(join(tmpdir(), 'll-'));
    if (asOther(kind)) execFileSync('chown', [kind.account, folder]);
    chmodSync(folder, 0o700);
    const server = new OwnServer(kind, folder, await freePort());
    kind.create(folder);
    await server.start();
    return server;
  }

  get url(): string {
    return this.kind.url(this.port);
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const { program, options } = this.kind;
    const [command, args] = as(this.kind, program(), options(this.folder, this.port));
    const process = spawn(command, [...args], { stdio: 'ignore', cwd: this.folder });
    this.process = process;
    await once(process, 'spawn');
    for (const deadline = Date.now() + START_LIMIT_MS; !(await connects(this.port));) {
      if (process.exitCode !== null || Date.now() > deadline) throw new Error(`${program()} did not start`);
      await sleep(50);
    }
  }

  /** Ends it as a crash would, without a word to its clients. */
  async crash(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (process?.pid === undefined || process.exitCode !== null) return;
    const gone = once(process, 'exit');
    process.kill(this.kind.crash);
    await gone;
  }

  async remove(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export const REDIS: ServerKind = {
  account: '',
  crash: 'SIGKILL',
  missing: () => lacking('redis-server'),
  create: () => undefined,
  // What an ack needs to be durable.
  program: () => 'redis-server',
  options: (folder, port) => [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
  ],
  url: (port) => `redis://127.0.0.1:${String(port)}`,
};

export const POSTGRES: ServerKind = {
  account: 'postgres',
  missing: () => (postgresFolder() === undefined ? 'initdb and postgres' : false),
  // What it calls an immediate shutdown: no checkpoint, and recovery at the next start. SIGKILL would leave it to
  // its backends to notice.
  crash: 'SIGQUIT',
  create: (folder) => {
    const initdb = join(postgresFolder() ?? '', 'initdb');
    run(POSTGRES, initdb, ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync']);
  },
  program: () => join(postgresFolder() ?? '', 'postgres'),
  options: (folder, port) => [
    ...['-D', join(folder, 'data'), '-p', String(port)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
  ],
  url: (port) => `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
};

export const MARIADB: ServerKind = {
  account: 'mysql',
  crash: 'SIGKILL',
  missing: () => lacking('mariadbd') || lacking('mariadb-install-db'),
  create: (folder) => {
    run(MARIADB, 'mariadb-install-db', [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      '--auth-root-authentication-method=normal',
      '--skip-name-resolve',
    ]);
  },
  program: () => 'mariadbd',
  options: (folder, port) => [
    ...['--no-defaults', `--datadir=${join(folder, 'data')}`, `--port=${String(port)}`],
    ...['--bind-address=127.0.0.1', `--socket=${join(folder, 's')}`, '--innodb-buffer-pool-size=64M'],
  ],
  url: (port) => `mysql://root@127.0.0.1:${String(port)}/test`,
};

function asOther({ account }: ServerKind): boolean {
  return account !== '' && process.getuid?.() === 0;
}

function as(
  kind: ServerKind,
  program: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  if (!asOther(kind)) return [program, args];
  // Unlike runuser, it becomes the server: a signal reaches it.
  const account = [`--reuid=${kind.account}`, `--regid=${kind.account}`, '--clear-groups'];
  return ['setpriv', [...account, program, ...args]];
}

function run(kind: ServerKind, program: string, args: readonly string[]): void {
  const [command, all] = as(kind, program, args);
  execFileSync(command, [...all], { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() });
}

/** Debian keeps PostgreSQL's programs out of the PATH. */
function postgresFolder(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  if (existsSync('/usr/lib/postgresql')) {
    for (const version of readdirSync('/usr/lib/postgresql')) {
      folders.unshift(join('/usr/lib/postgresql', version, 'bin'));
    }
  }
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function lacking(program: string): string | false {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'];
  return folders.some((folder) => existsSync(join(folder, program))) ? false : program;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: 2_000 });
    const settle = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
    socket.once('timeout', settle(false));
  });
}
