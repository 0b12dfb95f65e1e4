// A program of its own: starts an app, makes a call, closes the app, and has to end by itself then.
import 'reflect-metadata';

import { fileURLToPath } from 'node:url';

import { NestFactory } from '@nestjs/core';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { LianlianModule, LianlianService } = await vite.ssrLoadModule('/lib/index.ts');

const app = await NestFactory.createApplicationContext(
  LianlianModule.forRoot({
    oidPartner: '201304121000001004',
    privateKey: process.env.PRIVATE_KEY,
    lianlianPublicKey: process.env.PUBLIC_KEY,
    gateway: process.env.GATEWAY,
  }),
  { logger: false },
);
const response = await app.get(LianlianService).aggregateQuery.query({ no_order: 'order-1' });
await vite.close();
await app.close();
console.log(response.ret_code);
