import ts from 'typescript';

import { root } from './guide.js';
import type { Block } from './markdown.js';

/** Where the snippets stand as far as the compiler can tell. There is no such folder. */
const home = `${root}test/docs/snippets/`;

/** As much of packages that are not installed here as the snippets use. */
const THIRD_PARTY: Readonly<Record<string, string>> = {
  'better-sqlite3': `
    interface Statement {
      readonly reader: boolean;
      all(...params: unknown[]): unknown[];
      get(...params: unknown[]): unknown;
      run(...params: unknown[]): { changes: number };
    }
    declare namespace Database {
      interface Database {
        prepare(sql: string): Statement;
        exec(sql: string): this;
        pragma(source: string): unknown;
        close(): this;
      }
    }
    declare const Database: { new (file: string): Database.Database };
    export default Database;`,
  '@nestjs/typeorm': `
    import type { DynamicModule } from '@nestjs/common';
    import type { DataSourceOptions } from 'typeorm';
    export declare class TypeOrmModule {
      static forRoot(options: DataSourceOptions): DynamicModule;
    }`,
  '@nestjs/schedule': `
    export declare function Cron(time: string | Date): MethodDecorator;`,
  '@mikro-orm/postgresql': `
    interface EntityManager {
      execute(sql: string, params: unknown[], method: 'run'): Promise<unknown>;
      flush(): Promise<void>;
      setTransactionContext(transaction: unknown): void;
      getConnection(): { ensureConnection(): Promise<void> };
      getKysely(): { connection(): { execute<T>(work: (connection: Connection) => Promise<T>): Promise<T> } };
      fork(options: { disableContextResolution: true }): this;
      transactional<T>(work: (em: this) => Promise<T>, options: object): Promise<T>;
    }
    interface Command { execute(): Promise<unknown> }
    interface Connection {
      startTransaction(): {
        setIsolationLevel(level: string): { execute(): Promise<{ commit(): Command; rollback(): Command }> };
      };
    }
    export declare class MikroORM {
      static init(options: { clientUrl: string; entities: string[] }): Promise<MikroORM>;
      readonly em: EntityManager;
    }`,
  '@nestjs-cls/transactional': `
    import type { EntityManager } from 'typeorm';
    export declare enum Propagation { RequiresNew }
    export declare class TransactionHost<Adapter> {
      readonly adapter: Adapter;
      readonly tx: EntityManager;
      withTransaction<T>(propagation: Propagation, options: object, work: () => Promise<T>): Promise<T>;
    }`,
  '@nestjs-cls/transactional-adapter-typeorm': `
    export declare class TransactionalAdapterTypeOrm {}`,
  sequelize: `
    interface Transaction { commit(): Promise<void> }
    export declare class Sequelize {
      constructor(url: string);
      getDialect(): string;
      query(sql: string, options: object): Promise<unknown>;
      transaction<T>(options: object, work: (transaction: Transaction) => PromiseLike<T>): Promise<T>;
    }`,
  'typeorm-transactional': `
    export declare enum IsolationLevel { READ_COMMITTED = 'READ COMMITTED' }
    export declare enum Propagation { REQUIRES_NEW = 'REQUIRES_NEW' }
    export declare function runInTransaction<T>(
      work: () => T, options: { propagation: Propagation; isolationLevel: IsolationLevel },
    ): T;`,
  '@golevelup/nestjs-stripe': `
    import type { DynamicModule } from '@nestjs/common';
    interface StripeModuleConfig {
      readonly apiKey: string;
      webhookConfig?: { stripeSecrets: { account: string }; requestBodyProperty?: string };
    }
    export declare class StripeModule {
      static forRoot(config: StripeModuleConfig): DynamicModule;
    }
    export declare function StripeWebhookHandler(eventType: string): MethodDecorator;`,
  '@nestjs/throttler': `
    export declare function SkipThrottle(skip?: Record<string, boolean>): MethodDecorator & ClassDecorator;`,
  'nestjs-pino': `
    import type { DynamicModule, LoggerService } from '@nestjs/common';
    export declare class LoggerModule {
      static forRoot(options: { pinoHttp: { level: string } }): DynamicModule;
    }
    export declare class Logger implements LoggerService {
      log(message: unknown, ...params: unknown[]): void;
      error(message: unknown, ...params: unknown[]): void;
      warn(message: unknown, ...params: unknown[]): void;
    }`,
  '@sentry/nestjs': `
    interface Attributes { data?: Record<string, unknown> }
    export interface Event {
      request?: { method?: string; url?: string; data?: unknown };
      contexts?: { trace?: Attributes };
      spans?: { data: Record<string, unknown> }[];
      breadcrumbs?: Attributes[];
      fingerprint?: string[];
      tags?: Record<string, string | number | boolean | null | undefined>;
    }
    export interface ErrorEvent extends Event { type: undefined }
    export interface TransactionEvent extends Event { type: 'transaction' }
    interface CaptureContext {
      level: 'error' | 'warning';
      fingerprint: string[];
      tags: Record<string, string | number | boolean | null | undefined>;
      extra: Record<string, unknown>;
    }
    interface Integration { readonly name: string }
    export declare function httpIntegration(options: { maxIncomingRequestBodySize?: 'none' }): Integration;
    export declare function init(options: {
      dsn?: string | undefined;
      sendDefaultPii?: boolean;
      integrations?: Integration[];
      beforeSend?(event: ErrorEvent, hint: { originalException?: unknown }): ErrorEvent | null;
      beforeSendTransaction?(event: TransactionEvent): TransactionEvent | null;
    }): void;
    export declare function captureException(error: unknown): string;
    export declare function captureMessage(message: string, context: CaptureContext): string;`,
  '@sentry/nestjs/setup': `
    import type { DynamicModule } from '@nestjs/common';
    export declare class SentryModule {
      static forRoot(): DynamicModule;
    }
    export declare class SentryGlobalFilter {}`,
  '@fastify/helmet': `
    import type { IncomingMessage, ServerResponse } from 'node:http';
    import type { FastifyPluginAsync } from 'fastify';
    type Source = string | ((request: IncomingMessage, response: ServerResponse) => string);
    interface Options {
      contentSecurityPolicy?: { directives?: Record<string, null | string | Iterable<Source>> } | boolean;
    }
    declare const helmet: FastifyPluginAsync<Options>;
    export default helmet;`,
  helmet: `
    import type { IncomingMessage, ServerResponse } from 'node:http';
    type Source = string | ((request: IncomingMessage, response: ServerResponse) => string);
    interface Options {
      contentSecurityPolicy?: { directives?: Record<string, null | string | Iterable<Source>> } | boolean;
    }
    export default function helmet(options?: Options): (
      request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void,
    ) => void;`,
};

/** The file that a block is: its own name, or one after its place. */
export function fileOf({ file, path, line }: Block): string {
  return file ?? `${path.replaceAll('/', '-')}-line-${String(line)}.ts`;
}

/** What the compiler, with this repository's options, has against each file. */
export function compileSnippets(blocks: readonly Block[], globals: string): ReadonlyMap<string, string[]> {
  const sources = new Map([
    ...blocks.map((block) => [`${home}${fileOf(block)}`, withEndings(block.code)] as const),
    [`${home}globals.d.ts`, globals] as const,
    ...Object.entries(THIRD_PARTY).map(([name, text]) => [thirdPartyFile(name), text] as const),
  ]);
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  host.fileExists = (name) => sources.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => sources.get(name) ?? ts.sys.readFile(name);
  const folders = [home, ...sources.keys()];
  host.directoryExists = (name) =>
    folders.some((path) => path.startsWith(`${name}/`)) || ts.sys.directoryExists(name);
  const program = ts.createProgram([...sources.keys()], options, host);

  return new Map(
    blocks.map((block) => {
      const source = program.getSourceFile(`${home}${fileOf(block)}`);
      const diagnostics = source === undefined ? [] : ts.getPreEmitDiagnostics(program, source);
      return [
        fileOf(block),
        diagnostics.filter((found) => !isShownOnly(found)).map((found) => told(found, block)),
      ];
    }),
  );
}

/** Code for CommonJS, which names its own files without `.js`, as ES modules name them: on the same lines. */
function withEndings(code: string): string {
  return code.replaceAll(/(?<= from ')\.\.?\/[^']+(?=';)/g, (path) =>
    path.endsWith('.js') ? path : `${path}.js`,
  );
}

/** A block as the JavaScript that runs. */
export function transpile({ code }: Block): string {
  return ts.transpileModule(code, { compilerOptions: { ...compilerOptions(), module: ts.ModuleKind.ESNext } })
    .outputText;
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (name) => ts.sys.readFile(name)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const thirdParty = Object.keys(THIRD_PARTY).map((name): [string, string[]] => [
    name,
    [thirdPartyFile(name)],
  ]);
  return { ...options, paths: { ...options.paths, ...Object.fromEntries(thirdParty) } };
}

function thirdPartyFile(name: string): string {
  return `${home}third-party/${name.replaceAll('/', '__')}.d.ts`;
}

/** A variable at the top of a snippet may be there to be seen. */
function isShownOnly({ code, file, start }: ts.Diagnostic): boolean {
  if ((code !== 6133 && code !== 6198) || file === undefined || start === undefined) return false;
  return file.statements.some(
    (statement) => ts.isVariableStatement(statement) && statement.pos <= start && start < statement.end,
  );
}

function told({ file, start = 0, messageText }: ts.Diagnostic, block: Block): string {
  const { line } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0 };
  return `${block.path}:${String(block.line + 1 + line)} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}
