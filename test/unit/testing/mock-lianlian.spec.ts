import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LianlianService, PayoutSettlement, RedirectForm } from 'nestjs-lianlian';
import { mockLianlian } from 'nestjs-lianlian/testing';
import { describe, expect, it, vi } from 'vitest';

@Injectable()
class Checkout {
  constructor(private readonly lianlian: LianlianService) {}

  async start(no_order: string): Promise<string> {
    const form = await this.lianlian.aggregateRedirect.createForm({
      user_id: 'u-1',
      no_order,
      dt_order: new Date(),
      name_goods: '羽毛球',
      money_order: '49.95',
      userreq_ip: '122.11.37.211',
      risk_item: { frms_ware_category: '1009' },
    });
    return form.action;
  }
}

const createForm = vi.fn<LianlianService['aggregateRedirect']['createForm']>();
createForm.mockResolvedValue(new RedirectForm('https://ll.example/', {}));

describe('a mock of LianlianService', () => {
  it('is two lines of a unit test', async () => {
    const checkout = new Checkout(mockLianlian({ aggregateRedirect: { createForm } }));
    await expect(checkout.start('order-1')).resolves.toBe('https://ll.example/');
    const [request] = createForm.mock.lastCall ?? [];
    // Typed: the compiler knows the request that the mock was called with.
    expect(request?.no_order satisfies string | undefined).toBe('order-1');
  });

  it('stands in for the service in a testing module', async () => {
    const lianlian = mockLianlian({ aggregateRedirect: { createForm } });
    const module = await Test.createTestingModule({
      providers: [Checkout, { provide: LianlianService, useValue: lianlian }],
    }).compile();
    await expect(module.get(Checkout).start('order-2')).resolves.toBe('https://ll.example/');
    expect(module.get(LianlianService)).toBeInstanceOf(LianlianService);
    await module.close();
  });

  it.each([
    ['a whole service', {}],
    ['a method of a service', { refunds: { query: vi.fn() } }],
  ])('names the fake that is missing: %s', async (_what, fakes) => {
    const lianlian = mockLianlian(fakes);
    const refund = async (): Promise<unknown> => lianlian.refunds.apply({} as never);
    await expect(refund()).rejects.toThrow(
      /no fake of lianlian\.refunds\.apply.*mockLianlian\(\{ refunds: \{ apply: vi\.fn<LianlianService\['refunds'\]\['apply'\]>\(\) \} \}\)/,
    );
  });

  it('knows every service, and has nothing that no service has', () => {
    const lianlian = mockLianlian({});
    const services = Object.keys(lianlian);
    expect(services).toEqual(expect.arrayContaining(['aggregateRedirect', 'refunds', 'queries', 'events']));
    expect(Reflect.get(lianlian, 'then')).toBeUndefined();
    expect(Reflect.get(lianlian.refunds, 'then')).toBeUndefined();
    expect(Reflect.get(lianlian.refunds, 'aply')).toBeUndefined();
  });

  it('is checked by the compiler, and in JavaScript when it is made', () => {
    // @ts-expect-error there is no such service
    expect(() => mockLianlian({ agregateRedirect: {} })).toThrow(
      'mockLianlian was given agregateRedirect, which nothing of lianlian is called: did you mean aggregateRedirect?',
    );
    // @ts-expect-error there is no such method
    expect(() => mockLianlian({ aggregateRedirect: { createFrom: createForm } })).toThrow(
      'aggregateRedirect.createFrom, which nothing of lianlian is called: did you mean aggregateRedirect.createForm?',
    );
    // @ts-expect-error a form is no text
    mockLianlian({ aggregateRedirect: { createForm: () => Promise.resolve('') } });
  });

  it('stands in for payouts, the balance and banks', async () => {
    const settled = new PayoutSettlement('p-1', { state: 'needs-confirmation', confirm_code: '615937' });
    const lianlian = mockLianlian({ payouts: { settle: () => Promise.resolve(settled) } });
    expect(await lianlian.payouts.settle({} as never)).toMatchObject({
      state: 'needs-confirmation',
      final: false,
    });
    expect(() => lianlian.payouts.confirm({} as never)).toThrow(/no fake of lianlian\.payouts\.confirm/);
    expect(() => lianlian.account.balance()).toThrow(/no fake of lianlian\.account\.balance/);
    expect(() => mockLianlian({ payouts: { aply: () => undefined } } as never)).toThrow(
      /did you mean payouts\.apply/,
    );
    expect(() => mockLianlian({ banks: { branchs: () => undefined } } as never)).toThrow(
      /did you mean banks\.branches/,
    );
  });
});
