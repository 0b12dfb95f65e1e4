import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { AppModule } from '../../../sample-app/src/app.module.js';
import { CheckoutService } from '../../../sample-app/src/checkout/checkout.service.js';
import { freePort } from '../../../sample-app/src/free-port.js';
import { sandboxLianlian } from '../../../sample-app/src/lianlian.js';
import { OrdersService } from '../../../sample-app/src/orders/orders.service.js';
import { ProductsService } from '../../../sample-app/src/products/products.service.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const PAYER = { ip: '2001:db8:1111:2222:3333:4444:5555:6666', isPhone: false };

let sandbox: LianlianSandbox;
let app: INestApplication;
const logger = new RecordingLogger();

beforeAll(async () => {
  sandbox = await LianlianSandbox.start();
  const port = await freePort(0);
  const origin = `http://127.0.0.1:${String(port)}`;
  const settings = { origin, sandboxUrl: sandbox.url, operatorPassword: 'open-sesame' };
  const module = AppModule.forRoot(settings, { kind: 'memory' }, sandboxLianlian(sandbox, origin));
  app = await NestFactory.create(module, { logger, abortOnError: false });
  await app.listen(port, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
});

it.each(['aggregatePage', 'cardPage'] as const)(
  'the shop sells by %s to a payer whose IPv6 address is too long for LianLian',
  async (page) => {
    const product = app.get(ProductsService, { strict: false }).get('oolong-tea');
    const order = await app.get(OrdersService, { strict: false }).create('visitor-1', product, 1);
    const form = await app.get(CheckoutService, { strict: false })[page](order, PAYER);
    if (form === undefined) throw new Error('no form was made');
    const cashier = await fetch(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
    expect(cashier.status).toBe(200);
    const request = sandbox.requests.findLast(({ fields }) => fields['no_order'] === order.no_order);
    expect(request).toMatchObject({ verified: true, fields: { userreq_ip: '127_0_0_1' } });
  },
);
