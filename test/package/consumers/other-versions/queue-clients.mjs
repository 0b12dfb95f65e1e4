// An app that queues notifications through clients of other libraries and versions than those of this repository. A payment
// is made in a sandbox, and handled by the queue. Prints what was handled with each.
import 'reflect-metadata';

import { randomUUID } from 'node:crypto';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { LianlianHandler, LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianQueueModule } from 'nestjs-lianlian/bullmq';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

const [url] = process.argv.slice(2);

for (const [name, Client] of Object.entries({ ioredis: Redis, iovalkey: Valkey })) {
  const sandbox = await LianlianSandbox.start();
  // BullMQ insists on this of a client that it is given.
  const client = new Client(url, { maxRetriesPerRequest: null });
  const handled = [];

  class Payments {
    expectedPayment() {
      return { money_order: '49.95', authorization: false };
    }

    onPayment({ no_order }) {
      handled.push(no_order);
    }
  }
  LianlianHandler()(Payments);

  class App {}
  Module({
    imports: [
      LianlianModule.forRoot({
        ...sandbox.options,
        routes: 'lianlian',
        notifyUrl: 'http://127.0.0.1:1/lianlian/notify',
      }),
      LianlianQueueModule.forRoot({ connection: client, queueName: `lianlian-${randomUUID()}` }),
    ],
    providers: [Payments],
  })(App);

  const app = await NestFactory.create(App, { rawBody: true, logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  const { payLoad } = await app.get(LianlianService).aggregateDirect.pay({
    no_order: 'queued-1',
    money_order: '49.95',
    name_goods: 'Tea',
    user_id: 'payer-1',
    pay_type: 'I',
    busi_partner: '101001',
    dt_order: new Date(),
    risk_item: { frms_ware_category: '1002' },
    notify_url: `${await app.getUrl()}/lianlian/notify`,
  });
  if (payLoad === undefined) throw new Error('Nothing to pay with.');
  await sandbox.pay('queued-1');
  for (let tries = 0; handled.length === 0 && tries < 200; tries++)
    await new Promise((go) => setTimeout(go, 50));
  console.log(name, ...handled);
  await app.close();
  client.disconnect();
  await sandbox.stop();
}
