import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** Whether redis-server is on this machine. */
export function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A Redis of the tests' own, that they may stop, freeze and flush. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {}

  static async start(...settings: string[]): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'lianlian-redis-'));
    const server = new RedisServer(await freePort(), folder, settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Resolves when the server answers. */
  async start(): Promise<void> {
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    this.process = spawn('redis-server', [...where, '--save', '', ...this.settings], { stdio: 'ignore' });
    await once(this.process, 'spawn');
    const client = new Redis(this.port, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (process?.exitCode !== null) return;
    const gone = once(process, 'exit');
    process.kill('SIGKILL');
    await gone;
  }

  /** The server keeps its connections, and answers nothing. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A command on a connection of its own. */
  async command(name: string, ...values: (string | number)[]): Promise<unknown> {
    const client = new Redis(this.port);
    try {
      return await client.call(name, ...values);
    } finally {
      client.disconnect();
    }
  }
}

/** Joins servers into one cluster, with equal shares of the slots. */
export async function formCluster(servers: readonly RedisServer[]): Promise<void> {
  const SLOTS = 16_384;
  const [first] = servers;
  for (const [index, server] of servers.entries()) {
    const share = [index, index + 1].map((part) => Math.floor((part * SLOTS) / servers.length));
    const [from = 0, to = 0] = share;
    await server.command('CLUSTER', 'ADDSLOTSRANGE', from, to - 1);
    const busPort = String(await server.command('CONFIG', 'GET', 'cluster-port')).split(',')[1] ?? '0';
    if (server !== first) await first?.command('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort);
  }
  for (const server of servers) {
    let info = '';
    while (
      !info.includes('cluster_state:ok') ||
      !info.includes(`cluster_known_nodes:${String(servers.length)}`)
    ) {
      await sleep(50);
      info = String(await server.command('CLUSTER', 'INFO'));
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
