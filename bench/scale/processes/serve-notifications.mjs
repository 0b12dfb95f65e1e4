// The app of notification-server.mjs, on whatever store it is given.
import 'reflect-metadata';

import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

import { LianlianController, LianlianModule } from '../../../dist/index.js';

/**
 * @typedef {object} Store
 * @property {object} notifications the module's option of that name
 * @property {readonly object[]} imports further modules
 * @property {() => Promise<unknown>} close
 *
 * @param {(name: string) => Promise<Store>} open
 */
export async function serve(open) {
  const { options, name } = await new Promise((resolve) => process.once('message', resolve));
  const { notifications, imports, close } = await open(name);
  let handled = 0;
  class PaymentsController extends LianlianController() {
    expectedPayment() {
      return { money_order: '210.97' };
    }
    onPayment() {
      handled++;
    }
  }
  Controller('payments')(PaymentsController);
  class AppModule {}
  Module({
    imports: [LianlianModule.forRoot({ ...options, notifications }), ...imports],
    controllers: [PaymentsController],
  })(AppModule);
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  process.on('message', async (asked) => {
    if (asked === 'figures') {
      process.send({ handled, rss: process.memoryUsage().rss });
      return;
    }
    await app.close();
    await close();
    process.exit();
  });
  process.send({ url: await app.getUrl() });
}
