// The module of the built package, in a Nest app without HTTP.
import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { LianlianModule, LianlianService, LianlianSignatureGuard } from '../../dist/index.js';

/** @param {import('../../dist/index.js').LianlianModuleOptions} options */
export async function startModule(options) {
  class BenchApp {}
  Reflect.defineMetadata('imports', [LianlianModule.forRoot(options)], BenchApp);
  Reflect.defineMetadata('providers', [LianlianSignatureGuard], BenchApp);
  const app = await NestFactory.createApplicationContext(BenchApp, { logger: false });
  const [lianlian, guard] = [LianlianService, LianlianSignatureGuard].map((token) => app.get(token));
  return { lianlian, guard, close: () => app.close() };
}
