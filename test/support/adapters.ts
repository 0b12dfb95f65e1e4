import type { AddressInfo } from 'node:net';

import type { INestApplication, NestApplicationOptions, Type } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';

export const ADAPTERS = ['express', 'fastify'] as const;
export type Adapter = (typeof ADAPTERS)[number];

/** Starts a stock Nest app on a free port: no change to main.ts but what a test says. */
export async function startApp(
  module: Type | DynamicModule,
  adapter: Adapter,
  {
    options = {},
    configure = () => undefined,
  }: { options?: NestApplicationOptions; configure?: (app: INestApplication) => void } = {},
): Promise<{ app: INestApplication; url: string }> {
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(module, http, { logger: false, abortOnError: false, ...options });
  configure(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${String(port)}` };
}
