import { Test } from '@nestjs/testing';
import { LianlianService } from 'nestjs-lianlian';
import { mockLianlian } from 'nestjs-lianlian/testing';

import { CheckoutService } from './checkout.service';
import { OrdersService } from './orders.service';

describe('CheckoutService', () => {
  const order = new OrdersService().create('order-1', '49.95');
  const pay = jest.fn();
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

  it('gives the payer what WeChat opens', async () => {
    pay.mockResolvedValueOnce({ payLoad: 'weixin://wxpay/bizpayurl?pr=1' });
    expect(await checkout.pay(order)).toMatch(/^weixin:/);
    expect(pay).toHaveBeenCalledWith(
      expect.objectContaining({ no_order: 'order-1', money_order: '49.95' }),
    );
  });
});
