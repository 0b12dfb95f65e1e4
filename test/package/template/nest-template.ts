import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { npm } from '../support/npm.js';

const run = promisify(execFile);
const sources = fileURLToPath(new URL('./app/', import.meta.url));

/** The major versions of the Nest CLI: 11 makes CommonJS and ts-jest, 12 ES modules and Vitest. */
export type NestMajor = 11 | 12;

/** What the README has one install beside the package on NestJS 11. */
export const BESIDE_IT = ['@nestjs/config@4', 'class-validator', 'class-transformer'];

/** Where the template keeps how it builds, lints and tests, package.json aside. */
const SETTINGS = /^(test\/)?(tsconfig.*|nest-cli|jest-e2e|\.oxlintrc)\.json$|(^|\/)(eslint|vitest)\.config/;
/** What is installed, and what a build writes. */
const NOT_WRITTEN = /^(node_modules|dist)(\/|$)/;
const LIMIT_MS = 240_000;

/** An app in the template of a Nest CLI, with the template's own settings. */
export class NestTemplate {
  private constructor(
    private readonly home: string,
    private readonly pristine: string,
    /** The app, whose packages are not installed yet. */
    readonly folder: string,
  ) {}

  /** As `nest new` makes it. */
  static async make(packageManager: string, major: NestMajor): Promise<NestTemplate> {
    const home = await mkdtemp(join(tmpdir(), 'lianlian-template-'));
    await writeFile(join(home, 'package.json'), JSON.stringify({ private: true }));
    await npm(home, 'install', '--prefer-offline', '--no-package-lock', `@nestjs/cli@${String(major)}`);
    const cli = join(home, 'node_modules/@nestjs/cli/bin/nest.js');
    const flags = ['--skip-install', '--skip-git', '--package-manager', packageManager];
    if (major === 12) flags.push('--no-observe');
    await run(process.execPath, [cli, 'new', 'shop', ...flags], { cwd: home, timeout: 120_000 });
    // What the app finds is what is installed in its own folder.
    await rm(join(home, 'node_modules'), { recursive: true });
    await rm(join(home, 'package.json'));
    const [folder, pristine] = [join(home, 'shop'), join(home, 'pristine')];
    await cp(folder, pristine, { recursive: true });
    return new NestTemplate(home, pristine, folder);
  }

  /** Adds a service that pays, a controller that is told, their tests, and an `.env`. */
  async addShop(): Promise<void> {
    await cp(sources, this.folder, { recursive: true });
    await this.writeEnvironment();
  }

  /**
   * The app as `nest new` made it, with the packages that are installed in this one, and `nestjs-lianlian` alone of them
   * added to its package.json. They are moved: this app has none afterwards.
   */
  async restored(): Promise<NestTemplate> {
    const name = 'nestjs-lianlian';
    const read = async (folder: string): Promise<{ dependencies: Record<string, string> }> =>
      JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const [installed, manifest] = await Promise.all([read(this.folder), read(this.pristine)]);
    manifest.dependencies[name] = String(installed.dependencies[name]);
    await writeFile(join(this.pristine, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    await rename(join(this.folder, 'node_modules'), join(this.pristine, 'node_modules'));
    return new NestTemplate(this.home, this.pristine, this.pristine);
  }

  /** Every file of the app and its text, without what is installed or built. */
  async files(): Promise<Record<string, string>> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const names = entries.map(({ name }) => name).filter((name) => !NOT_WRITTEN.test(name));
    const below = entries.filter((entry) => entry.isDirectory() && names.includes(entry.name));
    const nested = await Promise.all(
      below.map(async ({ name }) =>
        (await readdir(join(this.folder, name), { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => relative(this.folder, join(entry.parentPath, entry.name))),
      ),
    );
    const files = [...entries.filter((entry) => entry.isFile()).map(({ name }) => name), ...nested.flat()];
    const texts = files.sort().map(async (file) => [file, await readFile(join(this.folder, file), 'utf8')]);
    return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
  }

  /** The settings, by their file; of package.json those of Jest and the template's scripts. */
  async settings(): Promise<Record<string, string>> {
    const files = await this.files();
    const { jest, scripts } = JSON.parse(files['package.json'] ?? '') as {
      jest?: unknown;
      scripts: Record<string, string>;
    };
    const { sandbox: _added, ...own } = scripts;
    return {
      ...Object.fromEntries(Object.entries(files).filter(([file]) => SETTINGS.test(file))),
      'package.json': JSON.stringify([jest, own]),
    };
  }

  /** What one of the template's scripts printed. Rejects with it if the script fails. */
  script(name: string): Promise<string> {
    return this.printed('npm', ['run', '--silent', name]);
  }

  /** What a program that the app has installed printed. Rejects with it if the program fails. */
  program(name: string, ...args: string[]): Promise<string> {
    return this.printed(join(this.folder, 'node_modules/.bin', name), args);
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }

  private async printed(program: string, args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, timeout: LIMIT_MS };
    const { stdout, stderr } = await run(program, args, options).catch((error: unknown) => {
      const output = error as { stdout: string; stderr: string };
      throw new Error(`${program} ${args.join(' ')}:\n${output.stdout}${output.stderr}`);
    });
    return stripVTControlCharacters(stdout + stderr);
  }

  private async writeEnvironment(): Promise<void> {
    const keys = testKeys();
    const variables = {
      LIANLIAN_OID_PARTNER: OID_PARTNER,
      LIANLIAN_PRIVATE_KEY: keys.merchant.privateKey
        .export({ format: 'der', type: 'pkcs8' })
        .toString('base64'),
      LIANLIAN_PUBLIC_KEY: keys.lianlian.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      LIANLIAN_NOTIFY_URL: 'https://shop.example/payments/notify',
    };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(this.folder, '.env'), lines.join(''));
  }
}
