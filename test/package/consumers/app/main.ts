import 'reflect-metadata';

import assert from 'node:assert/strict';

import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  AggregateDirectService,
  AggregateQueryService,
  AggregateRedirectService,
  EasypayDirectService,
  EasypayQueryService,
  EasypayRedirectService,
  LianlianError,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  LianlianReturn,
  LianlianReturnResult,
  LianlianService,
  LianlianValidationError,
  type PaymentNotification,
  type PaymentReturn,
  type RefundNotification,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { ORDER, Orders, PaymentsController } from './shop.js';

const SERVICES = [
  AggregateDirectService,
  AggregateQueryService,
  AggregateRedirectService,
  EasypayDirectService,
  EasypayQueryService,
  EasypayRedirectService,
];

@Controller('shops/:shop')
class ReturnController {
  @LianlianReturn('return')
  back(@LianlianReturnResult() result: PaymentReturn): string {
    return result.verified ? '/verified' : `/${result.reason}`;
  }
}

@Controller('decorated')
class DecoratedController {
  constructor(
    private readonly orders: Orders,
    private readonly lianlian: LianlianService,
  ) {}

  expectedPayment(no_order: string) {
    return this.orders.find(no_order);
  }

  @LianlianNotify('notify')
  notified(@LianlianNotification() notification: PaymentNotification | RefundNotification): void {
    assert(this.lianlian instanceof LianlianService);
    this.orders.markPaid(notification);
  }
}

/** An app as a user would write it, from the first import to a paid order. */
async function main(): Promise<void> {
  const sandbox = await LianlianSandbox.start();

  @Module({
    imports: [LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001' })],
    controllers: [PaymentsController, DecoratedController, ReturnController],
    providers: [Orders],
  })
  class AppModule {}

  const newAdapter = () => (process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter());
  const app = await NestFactory.create(AppModule, newAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  for (const service of SERVICES) assert(app.get(service, { strict: false }) instanceof service);

  const lianlian = app.get(LianlianService, { strict: false });
  const form = await lianlian.aggregateRedirect.createForm({
    ...ORDER,
    no_order: 'order-form',
    userreq_ip: '122.11.37.211',
    notify_url: `${url}/payments/notify`,
    url_return: `${url}/payments/return`,
  });
  assert.match(form.toHtml(), /<form/);
  const cashier = await fetch(form.action, {
    method: form.method,
    body: new URLSearchParams(Object.entries(form.fields)),
  });
  assert.equal(cashier.status, 200, await cashier.text());

  await lianlian.aggregateDirect.pay({
    ...ORDER,
    no_order: 'order-qr',
    pay_type: 'I',
    notify_url: `${url}/decorated/notify`,
  });
  for (const no_order of ['order-form', 'order-qr']) {
    await sandbox.pay(no_order);
    assert.deepEqual(
      sandbox.deliveries(no_order).map(({ acknowledged }) => acknowledged),
      [true],
    );
  }
  assert.deepEqual(app.get(Orders).paid, ['order-form', 'order-qr']);

  await assert.rejects(
    lianlian.aggregateQuery.query({ no_order: '' }),
    (error) => error instanceof LianlianValidationError && error instanceof LianlianError,
  );

  await app.close();

  // Payers come back by form, to an app that has no parser for one.
  const bare = await NestFactory.create(AppModule, newAdapter(), { logger: ['error'], bodyParser: false });
  await bare.listen(0, '127.0.0.1');
  for (const path of ['payments/return', 'shops/1/return']) {
    const body = new URLSearchParams({ no_order: 'order-form', oid_partner: '201306081000001017' });
    const back = await fetch(`${await bare.getUrl()}/${path}`, { method: 'POST', body, redirect: 'manual' });
    assert.deepEqual([back.status, back.headers.get('location')], [303, '/unknown-merchant']);
  }
  await bare.close();
  await sandbox.stop();
  process.stdout.write('PAID\n');
}

void main();
