import 'reflect-metadata';

import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';

import { environment } from './environment.js';

/** Starts a process. At SIGTERM it takes nothing new, ends what it is at, and exits. */
export async function start(module: Type, port: number): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(undefined, { useProcessExit: true }); // with 0, and not by the signal
  await app.listen(port, environment.host);
}
