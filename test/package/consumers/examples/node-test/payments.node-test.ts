import assert from 'node:assert/strict';
import { it } from 'node:test';
import { NestFactory } from '@nestjs/core';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { Orders, shopAt } from '../shop.module.js';

it('is told of a payment once, whatever happens on the way', async () => {
  const sandbox = await LianlianSandbox.start();
  const app = await NestFactory.create(shopAt(sandbox), { logger: ['fatal'] });
  await app.listen(0, '127.0.0.1');
  const orders = app.get(Orders);

  await orders.buy('order-1', `${await app.getUrl()}/payments/notify`);
  sandbox.expectRequest('aggregate.direct', { no_order: 'order-1', money_order: '49.95' });

  sandbox.scenario({ fault: 'dropped', times: 2 }); // the first two attempts never arrive
  await sandbox.pay('order-1');
  await sandbox.clock.advance(4 * 60_000); // two minutes apart, in no time
  sandbox.expectDelivered('order-1');

  await sandbox.deliver('order-1', { how: 'twice' });
  await sandbox.deliver('order-1', { how: 'tampered' });
  assert.deepEqual(orders.paid, ['order-1']);

  await app.close();
  await sandbox.stop();
});
