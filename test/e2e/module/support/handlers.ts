import {
  type DynamicModule,
  Injectable,
  Module,
  type ModuleMetadata,
  Scope,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  LianlianConfigError,
  LianlianHandler,
  LianlianModule,
  type LianlianModuleOptions,
  type LianlianRoutesOptions,
} from 'nestjs-lianlian';

import { type Adapter, startApp } from '../../../support/adapters.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../../support/shop.js';

export const OTHER = '201304121000009009';
export const THIRD = '201304121000009017';
export const merchant = (oidPartner: string) => ({
  oidPartner,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
});
export const one = merchant(OID_PARTNER);
export const several = (...numbers: string[]): LianlianModuleOptions => ({
  merchants: numbers.map(merchant),
});

export const closers: (() => Promise<unknown>)[] = [];

export type Members = Readonly<Record<string, unknown>>;
export const known = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined };

/** A class of JavaScript: the compiler would see some of what is wrong with these. */
export function handler(
  name: string,
  members: Members = {},
  options?: Parameters<typeof LianlianHandler>[0],
  scope = Scope.DEFAULT,
): Type {
  class Handler {}
  Object.defineProperty(Handler, 'name', { value: name });
  const all: Members = { ...known, ...members };
  for (const [key, value] of Object.entries(all)) {
    if (value !== undefined) Object.defineProperty(Handler.prototype, key, { value, writable: true });
  }
  Injectable({ scope })(Handler);
  LianlianHandler(options)(Handler as never);
  return Handler;
}

interface Setup {
  readonly settings?: LianlianModuleOptions;
  readonly routes?: string | LianlianRoutesOptions | undefined;
  readonly isAsync?: boolean;
}

export function appWith(
  metadata: ModuleMetadata,
  { settings = one, routes = 'payments', isAsync = false }: Setup = {},
): DynamicModule {
  class App {}
  Module({})(App);
  const lianlian = isAsync
    ? LianlianModule.forRootAsync({ routes, useFactory: () => settings })
    : LianlianModule.forRoot({ ...settings, routes });
  return { module: App, ...metadata, imports: [lianlian, ...(metadata.imports ?? [])] };
}

export async function open(app: DynamicModule, adapter: Adapter = 'express') {
  const logger = new RecordingLogger();
  const started = await startApp(app, adapter, { options: { logger } });
  closers.push(() => started.app.close());
  return { ...started, logger };
}

export async function problemsOf(app: DynamicModule, isWorker = false): Promise<readonly string[]> {
  try {
    if (isWorker) {
      const context = await NestFactory.createApplicationContext(app, { logger: false, abortOnError: false });
      closers.push(() => context.close());
    } else await open(app);
  } catch (error) {
    if (error instanceof LianlianConfigError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

export const fresh = (fields: Readonly<Record<string, string>> = {}): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026'), ...fields });
