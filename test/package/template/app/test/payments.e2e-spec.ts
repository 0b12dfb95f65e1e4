import { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { lianlianConfig } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { AppModule } from './../src/app.module';
import { CheckoutService } from './../src/payments/checkout.service';
import { OrdersService } from './../src/payments/orders.service';

describe('Payments (e2e)', () => {
  let sandbox: LianlianSandbox;
  let app: INestApplication;

  beforeAll(async () => {
    sandbox = await LianlianSandbox.start();
    const testing = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(lianlianConfig.KEY)
      .useValue(sandbox.options)
      .compile();
    app = testing.createNestApplication({ logger: ['error'] });
    await app.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await app.close();
    await sandbox.stop();
  });

  it('marks an order paid when LianLian says so', async () => {
    const order = app.get(OrdersService).create('order-1', '49.95');
    const notifyUrl = `${await app.getUrl()}/payments/notify`;
    const code = await app.get(CheckoutService).pay(order, notifyUrl);
    expect(code).toContain('://');

    await sandbox.pay(order.id);
    sandbox.expectDelivered(order.id);
    expect(order.paid).toBe(true);
  });
});
