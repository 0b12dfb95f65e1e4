import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';

import { postgresServer, type TestDatabase } from '../../../browser/support/database-servers.js';
import { lacks } from '../../../support/needs.js';
import { npm } from '../../support/npm.js';
import { takePacked } from '../take-packed.js';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

/** What somebody who works in the folder may have made there. */
const MADE_THERE = new Set(['node_modules', 'dist', 'generated', 'coverage', 'keys', '.env']);

/** Whether an app of `examples` cannot be tested here. */
export async function lacksForRealApp(name: string): Promise<boolean> {
  const mayInstall = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';
  return lacks({
    tests: `examples/${name}`,
    missing:
      (!mayInstall && 'leave to install packages from the npm registry') ||
      ((await postgresServer()) === undefined && 'PostgreSQL'),
    run: '`npm run test:consumers`',
  });
}

/** An app of `examples` as a user has it who copied it, with the packed package and a database of its own. */
export class RealApp {
  private constructor(
    readonly folder: string,
    readonly database: TestDatabase,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** What its lockfile says is installed. Scripts of packages are left out: what they would download is not needed. */
  static async install(name: string, variables: Readonly<Record<string, string>>): Promise<RealApp> {
    const folder = await mkdtemp(join(tmpdir(), `lianlian-${name}-`));
    const filter = (path: string): boolean => !MADE_THERE.has(basename(path));
    await cp(join(examples, name), folder, { recursive: true, filter });
    await takePacked(folder);
    await npm(folder, 'ci', '--prefer-offline', '--ignore-scripts');
    const database = await (await postgresServer())?.();
    if (database === undefined) throw new Error('PostgreSQL is gone');
    return new RealApp(folder, database, { ...process.env, ...variables, DATABASE_URL: database.url });
  }

  /** What one of its scripts printed. Rejects with it if the script fails. */
  async script(name: string): Promise<string> {
    const options = { cwd: this.folder, env: this.env, timeout: 240_000 };
    const { stdout, stderr } = await run('npm', ['run', '--silent', name], options).catch(
      (error: unknown) => {
        const output = error as { stdout: string; stderr: string };
        throw new Error(`npm run ${name}:\n${output.stdout}${output.stderr}`);
      },
    );
    return stripVTControlCharacters(stdout + stderr);
  }

  async remove(): Promise<void> {
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
