import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { npm } from '../support/npm.js';

const run = promisify(execFile);
const sources = fileURLToPath(new URL('./app/', import.meta.url));

/** What the README has one install beside the package on NestJS 11. */
export const BESIDE_IT = ['@nestjs/config@4', 'class-validator', 'class-transformer'];

/** The files in which the template keeps how it builds, lints and tests. */
const SETTINGS = [
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'eslint.config.mjs',
  'test/jest-e2e.json',
];

/** A shop in the template of the Nest CLI 11: CommonJS, ts-jest, its own settings. */
export class NestTemplate {
  private constructor(
    private readonly home: string,
    /** The app, whose packages are not installed yet. */
    readonly folder: string,
  ) {}

  /** As `nest new` makes it, and beside its own files a service that pays, a controller that is told, and their tests. */
  static async make(packageManager: string): Promise<NestTemplate> {
    const home = await mkdtemp(join(tmpdir(), 'lianlian-template-'));
    await writeFile(join(home, 'package.json'), JSON.stringify({ private: true }));
    await npm(home, 'install', '--prefer-offline', '--no-package-lock', '@nestjs/cli@11');
    const cli = join(home, 'node_modules/@nestjs/cli/bin/nest.js');
    const flags = ['--skip-install', '--skip-git', '--package-manager', packageManager];
    await run(process.execPath, [cli, 'new', 'shop', ...flags], { cwd: home, timeout: 120_000 });
    // What the app finds is what is installed in its own folder.
    await rm(join(home, 'node_modules'), { recursive: true });
    await rm(join(home, 'package.json'));
    const template = new NestTemplate(home, join(home, 'shop'));
    await cp(sources, template.folder, { recursive: true });
    await template.writeEnvironment();
    return template;
  }

  /** The settings, by their file; of package.json those of Jest and the scripts. */
  async settings(): Promise<Record<string, string>> {
    const texts = SETTINGS.map(
      async (file) => [file, await readFile(join(this.folder, file), 'utf8')] as const,
    );
    const manifest = await readFile(join(this.folder, 'package.json'), 'utf8');
    const { jest, scripts } = JSON.parse(manifest) as Record<string, unknown>;
    return {
      ...Object.fromEntries(await Promise.all(texts)),
      'package.json': JSON.stringify([jest, scripts]),
    };
  }

  /** What one of the template's scripts printed. Rejects with it if the script fails. */
  async script(name: string): Promise<string> {
    const options = { cwd: this.folder, timeout: 240_000 };
    const { stdout, stderr } = await run('npm', ['run', '--silent', name], options).catch(
      (error: unknown) => {
        const output = error as { stdout: string; stderr: string };
        throw new Error(`npm run ${name}:\n${output.stdout}${output.stderr}`);
      },
    );
    return stripVTControlCharacters(stdout + stderr);
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
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
