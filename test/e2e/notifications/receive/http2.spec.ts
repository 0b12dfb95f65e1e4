import { connect } from 'node:http2';
import { text } from 'node:stream/consumers';

import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LianlianController, LianlianModule } from 'nestjs-lianlian';
import { expect, it, vi } from 'vitest';

import { ACK } from '../../../support/http.js';
import { payment, settingsWith, uniqueNumber } from '../../../support/shop.js';

it('takes a notification over HTTP/2 on Fastify', async () => {
  const paid = vi.fn();
  @Controller('payments')
  class PaymentsController extends LianlianController() {
    expectedPayment() {
      return { money_order: '49.95' };
    }
    onPayment = paid;
  }
  @Module({ imports: [LianlianModule.forRoot(settingsWith({}, {}))], controllers: [PaymentsController] })
  class AppModule {}
  const adapter = new FastifyAdapter({ http2: true } as object);
  const app = await NestFactory.create(AppModule, adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  const session = connect((await app.getUrl()).replace('[::1]', '127.0.0.1'));
  const request = session.request({
    ':method': 'POST',
    ':path': '/payments/notify',
    'content-type': 'application/json',
  });
  request.end(JSON.stringify(payment({ no_order: uniqueNumber('http2-') })));
  expect(await text(request)).toBe(ACK);
  expect(paid).toHaveBeenCalledTimes(1);
  session.close();
  await app.close();
});
