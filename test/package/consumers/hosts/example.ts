import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { Client } from 'pg';
import { inject } from 'vitest';

import { postgresServer, type TestDatabase } from '../../../browser/support/database-servers.js';
import { freePort } from '../../../e2e/processes/support/free-port.js';
import { lacks } from '../../../support/needs.js';
import { npm } from '../../support/npm.js';
import { takePacked } from '../take-packed.js';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('../../../../docs/examples/', import.meta.url));

/** Whether an example cannot be tested here. */
export function lacksForExample(name: string): Promise<boolean> {
  return lacksForHosts(`docs/examples/${name}`);
}

/** Whether something cannot be tested here that is installed, and keeps its orders in PostgreSQL. */
export async function lacksForHosts(tests: string): Promise<boolean> {
  const mayInstall = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';
  return lacks({
    tests,
    missing:
      (!mayInstall && 'leave to install packages from the npm registry') ||
      ((await postgresServer()) === undefined && 'PostgreSQL'),
    run: '`npm run test:consumers`',
  });
}

/** One of docs/examples with the shop in it, as a user copies, installs and builds it, and what it talks to. */
export class Example {
  private constructor(
    readonly folder: string,
    /** Where the shop is reached from outside. */
    readonly port: number,
    readonly sandbox: LianlianSandbox,
    private readonly database: TestDatabase,
    readonly sql: Client,
  ) {}

  /** @param build the shell command that builds it */
  static async install(name: string, build = 'npm run build'): Promise<Example> {
    const folder = await mkdtemp(join(tmpdir(), `lianlian-${name}-`));
    await cp(join(examples, name), folder, { recursive: true });
    await cp(join(examples, 'shop'), join(folder, 'src/shop'), { recursive: true });
    await takePacked(folder);
    await npm(folder, 'ci', '--prefer-offline');
    const database = await (await postgresServer())?.();
    if (database === undefined) throw new Error('PostgreSQL is gone');
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    const testing = pathToFileURL(join(inject('packed').folder, 'dist/testing/index.js')).href;
    const { LianlianSandbox: Sandbox } = (await import(testing)) as typeof import('nestjs-lianlian/testing');
    const sandbox = await Sandbox.start();
    const example = new Example(folder, await freePort(), sandbox, database, sql);
    await example.told('sh', '-c', build);
    // By every deployment: what is there stays.
    await example.told('sh', '-c', 'npm run migrate && npm run migrate');
    return example;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** What a process of it is started with. */
  get env(): Record<string, string | undefined> {
    const { oidPartner, privateKey, lianlianPublicKey, gateway } = this.sandbox.options;
    return {
      ...process.env,
      DATABASE_URL: this.database.url,
      PORT: String(this.port),
      LIANLIAN_OID_PARTNER: oidPartner,
      LIANLIAN_PRIVATE_KEY: privateKey,
      LIANLIAN_PUBLIC_KEY: lianlianPublicKey,
      LIANLIAN_GATEWAY: gateway,
      LIANLIAN_NOTIFY_URL: `${this.url}/payments/notify`,
      LIANLIAN_RETURN_URL: `${this.url}/payments/return`,
      LIANLIAN_BUSI_PARTNER: '109001',
    };
  }

  private async told(program: string, ...args: string[]): Promise<void> {
    await run(program, args, { cwd: this.folder, env: this.env, timeout: 120_000 }).catch(
      (error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        throw new Error(`${program} ${args.join(' ')}:\n${stdout}${stderr}`);
      },
    );
  }

  async remove(): Promise<void> {
    await this.sandbox.stop();
    await this.sql.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
