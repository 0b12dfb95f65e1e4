import { HostTree, type SchematicContext } from '@angular-devkit/schematics';
import { UnitTestTree } from '@angular-devkit/schematics/testing';

import { nestAdd } from '../../../lib/schematics/nest-add.js';
import type { NestAddOptions } from '../../../lib/schematics/nest-add-options.js';

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

export const ROOT_MODULE = `import { Module } from '@nestjs/common';
import { AppController } from './app.controller';
import { AppService } from './app.service';

@Module({
  imports: [],
  controllers: [AppController],
  providers: [AppService],
})
export class AppModule {}
`;

const MAIN = `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`;

/** Keys that the sandbox has made before: making them takes longer than everything else here. */
const KEYS: Files = {
  'keys/lianlian.private.pem': 'of LianLian',
  'keys/merchant-201304121000001004.private.pem': 'of the merchant',
};

/** The files of the Nest CLI's template that matter here, CommonJS on Nest 11. */
export const NEST_11: Files = {
  ...KEYS,
  'package.json': manifest({ '@nestjs/common': '^11.0.1', '@nestjs/core': '^11.0.1' }, 'jest'),
  'nest-cli.json': JSON.stringify({ collection: '@nestjs/schematics', sourceRoot: 'src' }),
  'src/main.ts': MAIN,
  'src/app.module.ts': ROOT_MODULE,
};

/** The same of Nest 12: ES modules, Vitest. */
export const NEST_12: Files = {
  ...NEST_11,
  'package.json': manifest({ '@nestjs/common': '^12.0.1', '@nestjs/core': '^12.0.1' }, 'vitest', {
    type: 'module',
  }),
  'src/main.ts': withEndings(MAIN),
  'src/app.module.ts': withEndings(ROOT_MODULE),
};

export function manifest(dependencies: object, runner?: string, more: object = {}): string {
  const devDependencies = runner === undefined ? {} : { '@nestjs/testing': '^11.0.1', [runner]: '^4.0.0' };
  const content = { name: 'shop', ...more, scripts: { build: 'nest build' }, dependencies, devDependencies };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function withEndings(code: string): string {
  return code.replaceAll(/'(\.\/[^']+)'/g, "'$1.js'");
}

/** What a run of the command left, said and asked to be done afterwards. */
export interface Added {
  readonly tree: UnitTestTree;
  readonly said: string;
  readonly tasks: readonly object[];
}

export function treeOf(files: Files): UnitTestTree {
  const tree = new UnitTestTree(new HostTree());
  for (const [path, text] of Object.entries(files)) tree.create(path, text);
  return tree;
}

export async function add(tree: UnitTestTree, options: NestAddOptions = {}): Promise<Added> {
  const said: string[] = [];
  const tasks: object[] = [];
  const context = {
    logger: { info: (line: string) => said.push(line) },
    addTask: (task: { toConfiguration(): object }) => tasks.push(task.toConfiguration()),
  } as unknown as SchematicContext;
  await nestAdd(options)(tree, context);
  return { tree, said: said.join('\n'), tasks };
}

/** Every file and its text. */
export function contents(tree: UnitTestTree): Files {
  return Object.fromEntries(tree.files.map((file) => [file.slice(1), tree.readText(file)]));
}
