import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Redis } from 'ioredis';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import pg from 'pg';

import { ShopProcess } from './shop-process.js';
import { TraceCollector } from './trace-collector.js';

export const GOODS = '201304121000001004';
export const GAMES = '201304121000009009';

const DATABASE_URL = process.env['DATABASE_URL'] ?? 'postgres://shop:shop@127.0.0.1:5432/shop';
const REDIS_URL = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';

type Sandbox = Awaited<ReturnType<typeof LianlianSandbox.start>>;

/** Both processes, a LianLian of their own, and a collector of traces, on the database and the Redis that are there. */
export class Shop {
  private constructor(
    readonly web: ShopProcess,
    readonly worker: ShopProcess,
    readonly sandbox: Sandbox,
    readonly traces: TraceCollector,
    readonly sql: pg.Client,
    private readonly keysDir: string,
    private readonly queueName: string,
  ) {}

  static async open(): Promise<Shop> {
    const keysDir = await mkdtemp(join(tmpdir(), 'shop-keys-'));
    const merchants = [{ oidPartner: GOODS }, { oidPartner: GAMES }];
    const sandbox = await LianlianSandbox.start({ keysDir, merchants });
    const traces = await TraceCollector.start();
    const [webPort, workerPort] = [await freePort(), await freePort()];
    const queueName = `notifications-${randomBytes(6).toString('hex')}`;
    const env = {
      ...process.env,
      DATABASE_URL,
      REDIS_URL,
      QUEUE_NAME: queueName,
      GOODS_OID_PARTNER: GOODS,
      GAMES_OID_PARTNER: GAMES,
      KEYS_DIR: keysDir,
      NOTIFY_URL: `http://127.0.0.1:${webPort}/payments/notify`,
      LIANLIAN_GATEWAY: sandbox.url,
      WEB_PORT: String(webPort),
      WORKER_PORT: String(workerPort),
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    };
    await promisify(execFile)(process.execPath, ['dist/migrate.js'], { env });
    const [web, worker] = await Promise.all([
      ShopProcess.start('web', webPort, env),
      ShopProcess.start('worker', workerPort, env),
    ]);
    const sql = new pg.Client(DATABASE_URL);
    await sql.connect();
    return new Shop(web, worker, sandbox, traces, sql, keysDir, queueName);
  }

  /** A payer orders, and is shown a code. Returns the order's number. */
  async order(shop: 'goods' | 'games'): Promise<string> {
    const response = await fetch(`${this.web.url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ shop, wallet: 'I' }),
    });
    return ((await response.json()) as { id: string }).id;
  }

  /** An order as its payer sees it. */
  async kept(id: string): Promise<Record<'oidPartner' | 'paidBy', string | null>> {
    return (await (await fetch(`${this.web.url}/orders/${id}`)).json()) as Record<
      'oidPartner' | 'paidBy',
      string | null
    >;
  }

  /** Which processes delivered an order, one entry for each delivery. */
  async deliveries(id: string): Promise<string[]> {
    const found = await this.sql.query<{ made_by: string }>(
      'SELECT made_by FROM deliveries WHERE order_id = $1',
      [id],
    );
    return found.rows.map(({ made_by }) => made_by);
  }

  /** What nobody may read in the log: lines of the private keys. */
  async secrets(): Promise<string[]> {
    const files = (await readdir(this.keysDir)).filter((name) => name.endsWith('.private.pem'));
    const keys = await Promise.all(files.map((name) => readFile(join(this.keysDir, name), 'utf8')));
    return keys.flatMap((key) => key.split('\n').filter((line) => line.length > 40));
  }

  /** Ends everything. What is in the database stays. */
  async close(): Promise<void> {
    await this.sql.end(); // first, so that no transaction of a test that failed keeps a handler waiting
    await Promise.all([this.web.stop(), this.worker.stop()]);
    await this.sandbox.stop();
    this.traces.stop();
    const redis = new Redis(REDIS_URL);
    const keys = await redis.keys(`{lianlian}:${this.queueName}:*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
    await rm(this.keysDir, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
