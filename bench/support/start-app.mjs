// Starts a Nest app without routes, prints how long it took since the process began, and ends:
// node start-app.mjs <bare | with-peers | with-module>
import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const kind = process.argv[2];
const imports = [];
if (kind === 'with-peers') {
  // What an app that validates and reads settings has loaded anyway.
  await import('class-validator');
  const { ConfigModule } = await import('@nestjs/config');
  imports.push(ConfigModule.forRoot({ ignoreEnvFile: true }));
}
if (kind === 'with-module') {
  const { LianlianModule } = await import('../../dist/index.js');
  imports.push(LianlianModule.forRoot(JSON.parse(process.env.BENCH_OPTIONS)));
}
class AppModule {}
Module({ imports })(AppModule);
const app = await NestFactory.create(AppModule, { logger: false });
await app.listen(0, '127.0.0.1');
const { user, system } = process.cpuUsage();
process.send({
  ms: performance.now(),
  cpuMs: (user + system) / 1000,
  mb: process.memoryUsage().rss / 1024 / 1024,
});
process.exit();
