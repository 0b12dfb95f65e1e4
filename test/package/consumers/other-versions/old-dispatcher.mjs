// A call through a dispatcher of undici 6, which Node.js 20 and 22 have inside. Prints the error, and what arrived.
import 'reflect-metadata';

import { once } from 'node:events';
import { createServer } from 'node:http';

import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { Agent, interceptors, RetryAgent } from 'undici6';

const sandbox = await LianlianSandbox.start();
let requests = 0;
const server = createServer((request, response) => {
  if (request.method === 'POST') requests++;
  response.end('{}');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const gateway = `http://127.0.0.1:${server.address().port}`;

for (const [name, dispatcher] of Object.entries({
  agent: new Agent(),
  retrying: new RetryAgent(new Agent()),
  composed: new Agent().compose(interceptors.redirect({ maxRedirections: 1 })),
})) {
  const module = LianlianModule.forRoot({ ...sandbox.options, gateway, http: { dispatcher } });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  const { message, outcome } = await app
    .get(LianlianService)
    .aggregateQuery.query({ no_order: 'order-1', dt_order: new Date() })
    .catch((error) => error);
  console.log(name, outcome, message);
  await app.close();
}
console.log('requests', requests);
await sandbox.stop();
server.close();
server.closeAllConnections();
process.exit();
