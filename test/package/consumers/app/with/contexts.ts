import assert from 'node:assert/strict';

import { Controller, Module } from '@nestjs/common';
import { ConfigModule, ConfigService, type ConfigType } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { lianlianConfig, LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { firstValueFrom } from 'rxjs';

import { ORDER, Orders, PaymentsController } from '../shop.js';

@Controller()
class PaymentMessages {
  constructor(private readonly lianlian: LianlianService) {}

  @MessagePattern('pay')
  async pay(@Payload() no_order: string): Promise<unknown> {
    const { payLoad } = await this.lianlian.aggregateDirect.pay({ ...ORDER, no_order, pay_type: 'I' });
    return payLoad;
  }
}

/** The module in apps that have no HTTP, and in one that has both. */
async function main(): Promise<void> {
  const sandbox = await LianlianSandbox.start();
  const [webPort, tcpPort] = [await freePort(), await freePort()];
  const notifyUrl = `http://127.0.0.1:${String(webPort)}/payments/notify`;

  @Module({
    imports: [LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001', notifyUrl })],
    controllers: [PaymentsController, PaymentMessages],
    providers: [Orders],
  })
  class AppModule {}

  const logger: 'error'[] = ['error'];
  const tcp = { transport: Transport.TCP, options: { host: '127.0.0.1', port: tcpPort } } as const;

  // Standalone: no adapter, no routes, everything else.
  const context = await NestFactory.createApplicationContext(AppModule, { logger });
  const { payLoad } = await context
    .get(LianlianService, { strict: false })
    .aggregateDirect.pay({ ...ORDER, no_order: 'order-standalone', pay_type: 'I' });
  assert.equal(typeof payLoad, 'string');
  await context.close();

  // Its settings from the environment, by the app's own version of @nestjs/config.
  process.env['LIANLIAN_OID_PARTNER'] = sandbox.options.oidPartner;
  process.env['LIANLIAN_PRIVATE_KEY'] = sandbox.options.privateKey;
  process.env['LIANLIAN_PUBLIC_KEY'] = sandbox.options.lianlianPublicKey;
  process.env['LIANLIAN_GATEWAY'] = sandbox.options.gateway;
  process.env['LIANLIAN_NOTIFY_URL'] = notifyUrl;
  process.env['LIANLIAN_BUSI_PARTNER'] = '109001';
  @Module({
    imports: [
      ConfigModule.forRoot({ ignoreEnvFile: true, load: [lianlianConfig] }),
      LianlianModule.forRootAsync(lianlianConfig.asProvider()),
    ],
  })
  class EnvironmentModule {}
  const configured = await NestFactory.createApplicationContext(EnvironmentModule, { logger });
  const configuredPay = await configured
    .get(LianlianService, { strict: false })
    .aggregateDirect.pay({ ...ORDER, no_order: 'order-environment', pay_type: 'I' });
  assert.equal(typeof configuredPay.payLoad, 'string');
  const settings = configured.get<ConfigType<typeof lianlianConfig>>(lianlianConfig.KEY, { strict: false });
  assert.equal('oidPartner' in settings && settings.oidPartner, sandbox.options.oidPartner);
  assert.equal(
    configured.get(ConfigService, { strict: false }).get('lianlian.oidPartner'),
    sandbox.options.oidPartner,
  );
  await configured.close();

  // A microservice: its handlers call LianLian.
  const microservice = await NestFactory.createMicroservice(AppModule, { ...tcp, logger });
  await microservice.listen();
  assert.equal(typeof (await ask(tcpPort, 'order-microservice')), 'string');
  await microservice.close();

  // Both in one: messages start payments, HTTP takes the notifications.
  const adapter = process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger });
  app.connectMicroservice(tcp);
  await app.startAllMicroservices();
  await app.listen(webPort, '127.0.0.1');
  assert.equal(typeof (await ask(tcpPort, 'order-hybrid')), 'string');
  await sandbox.pay('order-hybrid');
  assert.deepEqual(app.get(Orders).paid, ['order-hybrid']);
  await app.close();

  await sandbox.stop();
  process.stdout.write('PAID\n');
}

async function ask(port: number, no_order: string): Promise<unknown> {
  const client = ClientProxyFactory.create({
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port },
  });
  try {
    return await firstValueFrom(client.send<unknown>('pay', no_order));
  } finally {
    await client.close();
  }
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
