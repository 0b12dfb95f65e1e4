import { Test } from '@nestjs/testing';
import { LianlianService, wholeSeconds } from 'nestjs-lianlian';
import { mockLianlian } from 'nestjs-lianlian/testing';

import { type Order, Prisma } from '../generated/prisma/client';
import { CheckoutService } from './checkout.service';

describe('CheckoutService', () => {
  const pay = jest.fn();
  const order: Order = {
    id: 'order-1',
    name: '羽毛球',
    amount: new Prisma.Decimal('49.9'),
    createdAt: wholeSeconds(),
    code: null,
    paidBy: null,
    paidAt: null,
  };
  let checkout: CheckoutService;

  beforeEach(async () => {
    const testing = await Test.createTestingModule({
      providers: [
        CheckoutService,
        {
          provide: LianlianService,
          useValue: mockLianlian({ aggregateDirect: { pay } }),
        },
      ],
    }).compile();
    checkout = testing.get(CheckoutService);
  });

  it('asks for what the order costs, at the time of the order', async () => {
    pay.mockResolvedValueOnce({ payLoad: 'weixin://wxpay/bizpayurl?pr=1' });
    expect(await checkout.codeFor(order, 'I')).toMatch(/^weixin:/);
    expect(pay).toHaveBeenCalledWith(
      expect.objectContaining({
        pay_type: 'I',
        no_order: 'order-1',
        dt_order: order.createdAt,
        money_order: '49.90',
      }),
    );
  });

  it('has no code for the payer where LianLian sends none', async () => {
    pay.mockResolvedValueOnce({});
    await expect(checkout.codeFor(order, 'L')).rejects.toThrow('order-1');
  });
});
