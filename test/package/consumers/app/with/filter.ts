import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Controller, Module, UseFilters } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { LianlianExceptionFilter, LianlianTransportError } from 'nestjs-lianlian';
import { createServer } from 'node:net';
import { firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';

const MESSAGE = 'order order-filter: no response';
const TOLD = {
  status: 'error',
  message:
    'The result is not known yet; it is being checked. Please do not pay again, and look at your order in a few minutes.',
  code: 'outcome-unknown',
  outcome: 'unknown',
};

interface Refusal {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly outcome: string };
}

function fail(): string {
  throw new LianlianTransportError(MESSAGE, { outcome: 'unknown' });
}

@UseFilters(LianlianExceptionFilter)
@Controller()
class Messages {
  @MessagePattern('fail')
  fail(): string {
    return fail();
  }

  @MessagePattern('ping')
  ping(): string {
    return 'pong';
  }
}

@UseFilters(LianlianExceptionFilter)
@WebSocketGateway({ path: '/socket' })
class Gateway {
  @SubscribeMessage('fail')
  fail(): string {
    return fail();
  }

  @SubscribeMessage('ping')
  ping(): object {
    return { event: 'pong', data: '' };
  }
}

@UseFilters(LianlianExceptionFilter)
@Resolver()
class Questions {
  @Query(() => String)
  fail(): string {
    return fail();
  }

  @Query(() => String)
  ping(): string {
    return 'pong';
  }
}

@Module({
  imports: [GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, autoSchemaFile: true })],
  controllers: [Messages],
  providers: [Gateway, Questions],
})
class AppModule {}

/** What the filter makes of an error in each kind of context, and that the app is there after it. */
async function main(): Promise<void> {
  const lines: string[] = [];
  const keep = (...parts: unknown[]): void => {
    lines.push(parts.map(String).join(' '));
  };
  const logger = { log: () => undefined, warn: keep, error: keep };
  const adapter = process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger });
  app.useWebSocketAdapter(new WsAdapter(app));
  const tcpPort = await freePort();
  app.connectMicroservice({ transport: Transport.TCP, options: { host: '127.0.0.1', port: tcpPort } });
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const logged = (): string[] => lines.splice(0).filter((line) => line.includes(MESSAGE));

  const client = ClientProxyFactory.create({
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port: tcpPort },
  });
  const refused: unknown = await firstValueFrom(client.send('fail', '')).catch((error: unknown) => error);
  assert.deepEqual(refused, TOLD);
  assert.equal(logged().length, 1);
  assert.equal(await firstValueFrom(client.send<string>('ping', '')), 'pong');
  await client.close();

  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`);
  await once(socket, 'open');
  const answerTo = async (event: string): Promise<unknown> => {
    socket.send(JSON.stringify({ event, data: '' }));
    const [answer] = (await once(socket, 'message')) as [Buffer];
    return JSON.parse(answer.toString());
  };
  assert.deepEqual(await answerTo('fail'), { event: 'exception', data: TOLD });
  assert.equal(logged().length, 1);
  assert.deepEqual(await answerTo('ping'), { event: 'pong', data: '' });
  socket.close();

  const asked = async (query: string): Promise<{ data?: unknown; errors?: Refusal[] }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data?: unknown; errors?: Refusal[] };
  };
  const [refusal, ...others] = (await asked('{ fail }')).errors ?? [];
  assert.deepEqual(others, []);
  assert.equal(refusal?.message, TOLD.message);
  assert.equal(refusal.extensions.code, TOLD.code);
  assert.equal(refusal.extensions.outcome, TOLD.outcome);
  assert.equal(JSON.stringify(refusal).includes(MESSAGE), false);
  assert.equal(logged().length, 1);
  assert.deepEqual(await asked('{ ping }'), { data: { ping: 'pong' } });

  await app.close();
  process.stdout.write('FILTERED\n');
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

void main();
