import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { npm } from '../support/npm.js';

const run = promisify(execFile);
const sources = fileURLToPath(new URL('.', import.meta.url));

/** How an app is compiled and loaded. */
export type Format = 'commonjs' | 'module';

/** A strict app, as `nest new` names its folders. */
const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    noImplicitOverride: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    esModuleInterop: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    isolatedModules: true,
    types: ['node'],
    rootDir: 'src',
    outDir: 'dist',
  },
  // Vitest compiles decorators in the files that are named here, and in no others.
  include: ['src/*.ts'],
};

/** With the apps that use further libraries, whose declarations are not all that strict. */
const TSCONFIG_ALL = {
  compilerOptions: { ...TSCONFIG.compilerOptions, skipLibCheck: true, outDir: 'built' },
  include: ['src'],
};

/** A folder with everything that its apps need, and one app per format in it. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** Installs from the npm registry, or what npm kept of it. */
  static async install(dependencies: Readonly<Record<string, string>>): Promise<Consumer> {
    const consumer = new Consumer(await mkdtemp(join(tmpdir(), 'lianlian-consumer-')));
    await consumer.write('package.json', { name: 'consumer', private: true, dependencies });
    for (const format of ['commonjs', 'module'] as const) {
      await mkdir(join(consumer.folder, format));
      await consumer.write(`${format}/package.json`, { name: format, private: true, type: format });
      await consumer.write(`${format}/nest-cli.json`, { sourceRoot: 'src' });
      await consumer.write(`${format}/tsconfig.json`, TSCONFIG);
      await consumer.write(`${format}/tsconfig.all.json`, TSCONFIG_ALL);
      await consumer.copy('app', format, 'src');
      // webpack-node-externals looks for it beside the app alone
      await symlink('../node_modules', join(consumer.folder, format, 'node_modules'), 'junction');
    }
    await npm(consumer.folder, 'install', '--prefer-offline', '--no-package-lock');
    return consumer;
  }

  write(file: string, content: object): Promise<void> {
    return writeFile(join(this.folder, file), JSON.stringify(content, undefined, 2));
  }

  /** Copies one of the folders here, or a file of one, as an app of that format writes its imports. */
  async copy(source: string, format: Format, target: string): Promise<void> {
    const from = join(sources, source);
    const files = source.endsWith('.ts') ? [''] : await readdir(from, { recursive: true });
    for (const file of files.filter((name) => join(source, name).endsWith('.ts'))) {
      const text = await readFile(join(from, file), 'utf8');
      const path = join(this.folder, format, target, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, format === 'module' ? text : text.replace(/(from '\.{1,2}\/[^']+)\.js'/g, "$1'"));
    }
  }

  /** What a program printed, on both channels. Rejects with it if the program fails. */
  async told(folder: string, program: string, ...args: string[]): Promise<string> {
    const options = { cwd: join(this.folder, folder), timeout: 240_000 };
    const { stdout, stderr } = await run(program, args, options).catch((error: unknown) => {
      const output = error as { stdout: string; stderr: string };
      throw new Error(`${program} ${args.join(' ')}:\n${output.stdout}${output.stderr}`);
    });
    return stdout + stderr;
  }

  /** What a JavaScript program of an installed package printed. */
  tool(folder: string, script: string, ...args: string[]): Promise<string> {
    return this.told(folder, process.execPath, join(this.folder, 'node_modules', script), ...args);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
