import { expect, it, jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService, RedirectForm } from 'nestjs-lianlian';
import { LianlianSandbox, mockLianlian } from 'nestjs-lianlian/testing';

import { ORDER, Orders, PaymentsController } from './src/shop.js';

it('mocks LianLian in two lines', async () => {
  const createForm = jest.fn(() => Promise.resolve(new RedirectForm('https://ll.example/', {})));
  const lianlian = mockLianlian({ aggregateRedirect: { createForm } });

  const { action } = await lianlian.aggregateRedirect.createForm({
    ...ORDER,
    no_order: 'order-1',
    userreq_ip: '122.11.37.211',
  });
  expect(action).toBe('https://ll.example/');
  expect(createForm).toHaveBeenCalledTimes(1);
});

it('takes a payment in the sandbox', async () => {
  const sandbox = await LianlianSandbox.start();
  const testing = await Test.createTestingModule({
    imports: [LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001' })],
    controllers: [PaymentsController],
    providers: [Orders],
  }).compile();
  const app = testing.createNestApplication({ logger: ['error'] });
  await app.listen(0, '127.0.0.1');

  const notify_url = `${await app.getUrl()}/payments/notify`;
  await app
    .get(LianlianService)
    .aggregateDirect.pay({ ...ORDER, no_order: 'order-1', pay_type: 'I', notify_url });
  await sandbox.pay('order-1');
  expect(app.get(Orders).paid).toEqual(['order-1']);

  await app.close();
  await sandbox.stop();
});
