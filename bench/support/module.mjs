// The module of the built package, in a Nest app without HTTP.
import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { LianlianModule, LianlianService } from '../../dist/index.js';

/** @param {import('../../dist/index.js').LianlianModuleOptions} options */
export async function startModule(options) {
  class BenchApp {}
  Reflect.defineMetadata('imports', [LianlianModule.forRoot(options)], BenchApp);
  const app = await NestFactory.createApplicationContext(BenchApp, { logger: false });
  return { lianlian: app.get(LianlianService), close: () => app.close() };
}
