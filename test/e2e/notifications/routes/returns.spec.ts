import { request } from 'node:http';

import { All, Controller, type INestApplication, Module, type NestInterceptor, Scope } from '@nestjs/common';
import { LianlianController, LianlianModule, type PaymentReturn } from 'nestjs-lianlian';
import { map, of } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { FORM, form, get, post, postChunks } from '../../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../../support/merchant.js';
import { keys, openShop, payment, refund, type Shop, shapesOn, RefusingPipe } from '../../../support/shop.js';

const results: PaymentReturn[] = [];
let location: unknown = '/orders';
const hooks = {
  expectedPayment: () => ({ money_order: '49.95' }),
  onPayment: vi.fn(),
  onReturn: (result: PaymentReturn) => {
    results.push(result);
    return location as string;
  },
};
const enveloped = (fields: Record<string, string>): string =>
  `res_data=${encodeURIComponent(JSON.stringify(fields))}`;
const plain = (result: PaymentReturn | undefined): Record<string, unknown> => ({ ...result });

class Wrapper implements NestInterceptor {
  intercept: NestInterceptor['intercept'] = (_context, next) =>
    next.handle().pipe(map((data: unknown) => ({ data })));
}

describe.each(ADAPTERS)('a payer who comes back, on %s', (adapter) => {
  describe.each(shapesOn(adapter))('to %s', (shape) => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await openShop({
        adapter,
        shape,
        hooks,
        notifications: { budgetMs: 200 },
        configure: (app) => {
          app.useGlobalInterceptors(new Wrapper());
          app.useGlobalPipes(new RefusingPipe());
        },
      });
    });
    afterAll(() => shop.close());
    beforeEach(() => {
      results.length = 0;
      location = '/orders';
    });

    const signed = payment({ info_order: '羽毛球 & more=less' });
    const ways: [string, () => Promise<{ status: number; headers: Headers; text: string }>][] = [
      ['a form', () => post(shop.returnUrl, form(signed), FORM)],
      [
        'a form beside query parameters of the app',
        () => post(`${shop.returnUrl}?tab=1&no_order=mine`, form(signed), FORM),
      ],
      ['res_data in a form', () => post(shop.returnUrl, enveloped(signed), FORM)],
      [
        'res_data in a form beside other fields',
        () => post(shop.returnUrl, `no_order=other&${enveloped(signed)}`, FORM),
      ],
      [
        'res_data in the query of a GET',
        () => get(`${shop.returnUrl}?tab=1&${enveloped(signed)}&no_order=mine`),
      ],
      ['res_data in the query of a POST', () => post(`${shop.returnUrl}?${enveloped(signed)}`, '', FORM)],
      ['a JSON body', () => post(shop.returnUrl, signed)],
      ['a form with no content type', () => post(shop.returnUrl, form(signed), null)],
    ];

    it.each(ways)('with a signed message as %s is verified, and sent on with a 303', async (_way, come) => {
      const response = await come();
      expect([response.status, response.headers.get('location'), response.text]).toEqual([
        303,
        '/orders',
        '',
      ]);
      expect(response.headers.get('cache-control')).toContain('no-store');
      expect(results.map(plain)).toEqual([{ ...signed, verified: true }]);
      expect(hooks.onPayment).not.toHaveBeenCalled();
    });

    const withoutMessage: [string, string, () => Promise<{ status: number }>][] = [
      ['a bare GET', 'abandoned', () => get(shop.returnUrl)],
      [
        "a GET with the app's own query",
        'abandoned',
        () => get(`${shop.returnUrl}?no_order=order-1&result_pay=SUCCESS`),
      ],
      ['a HEAD', 'abandoned', () => get(shop.returnUrl, 'HEAD')],
      ['an empty POST', 'malformed', () => post(shop.returnUrl, '', FORM)],
      ['no JSON in res_data', 'malformed', () => get(`${shop.returnUrl}?res_data=nonsense`)],
      ['an empty res_data', 'malformed', () => get(`${shop.returnUrl}?res_data=`)],
      ['two res_data', 'malformed', () => get(`${shop.returnUrl}?${enveloped(signed)}&${enveloped(signed)}`)],
      ['a list in res_data', 'malformed', () => get(`${shop.returnUrl}?res_data=[]`)],
      ['a broken body', 'malformed', () => post(shop.returnUrl, '{', 'text/json')],
      ['an oversized body', 'malformed', () => post(shop.returnUrl, 'x'.repeat(70_000), 'text/plain')],
      [
        'an oversized form',
        'malformed',
        () => post(shop.returnUrl, form({ ...signed, x: 'x'.repeat(70_000) }), FORM),
      ],
      ['a repeated field', 'malformed', () => post(shop.returnUrl, `${form(signed)}&no_order=2`, FORM)],
      ['a body that stalls', 'malformed', () => postChunks(shop.returnUrl, ['{'], { stall: true })],
      ['a signed refund', 'malformed', () => post(shop.returnUrl, form(refund()), FORM)],
      [
        'a signed refund of an order',
        'malformed',
        () => post(shop.returnUrl, form(refund({ no_order: 'order-1' })), FORM),
      ],
      [
        'a message without an order',
        'malformed',
        () => post(shop.returnUrl, form(payment({ no_order: '' })), FORM),
      ],
      [
        'an altered message',
        'invalid-signature',
        () => post(shop.returnUrl, form({ ...signed, money_order: '0.01' }), FORM),
      ],
      [
        'an altered res_data',
        'invalid-signature',
        () => get(`${shop.returnUrl}?${enveloped({ ...signed, no_order: '2' })}`),
      ],
      [
        'an unsigned message',
        'invalid-signature',
        () => post(shop.returnUrl, form({ ...signed, sign: '' }), FORM),
      ],
      [
        'another merchant',
        'unknown-merchant',
        () => post(shop.returnUrl, form(payment({ oid_partner: OTHER_OID_PARTNER })), FORM),
      ],
      [
        'no merchant',
        'unknown-merchant',
        () => post(shop.returnUrl, form({ no_order: '1', verified: 'true' }), FORM),
      ],
    ];

    it.each(withoutMessage)(
      'with %s lands on a page, told as %s and nothing else',
      async (_what, reason, come) => {
        expect((await come()).status).toBe(303);
        expect(results).toEqual([{ verified: false, reason }]);
      },
    );

    it.each([
      ['/订单/1?q=羽毛 球', '/%E8%AE%A2%E5%8D%95/1?q=%E7%BE%BD%E6%AF%9B%20%E7%90%83'],
      ['/orders/%E8%AE%A2?a=1%202&b=%', '/orders/%E8%AE%A2?a=1%202&b=%25'],
      ['/orders\r\nset-cookie: a=b', '/orders%0D%0Aset-cookie:%20a=b'],
      ['/orders\u0000\u0085\u2028<script>"', '/orders%00%C2%85%E2%80%A8%3Cscript%3E%22'],
      ['/a\ud800b', '/a%EF%BF%BDb'],
      ['/😀', '/%F0%9F%98%80'],
      ['/\\evil.example', '/%5Cevil.example'],
      ['https://shop.example/o?x=[1]#top', 'https://shop.example/o?x=[1]#top'],
    ])('is sent to %j, encoded', async (to, encoded) => {
      location = to;
      const response = await get(shop.returnUrl);
      expect([response.status, response.headers.get('location'), response.headers.get('set-cookie')]).toEqual(
        [303, encoded, null],
      );
    });

    it.each([[Promise.resolve('/later')], [of('/earlier', '/later')]])(
      'is sent where a promise or an Observable ends',
      async (to) => {
        location = to;
        expect((await get(shop.returnUrl)).headers.get('location')).toBe('/later');
      },
    );

    it.each([[undefined], [''], [42], [{ url: '/orders' }]])(
      'is told of a 500 where the app returns no page but %o',
      async (nowhere) => {
        location = nowhere;
        expect((await get(shop.returnUrl)).status).toBe(500);
      },
    );

    it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is not found with %s', async (method) => {
      expect((await get(shop.returnUrl, method)).status).toBe(404);
      expect(results).toEqual([]);
    });

    it('cannot upset the app with an odd request line', async () => {
      const { port } = new URL(shop.url);
      const status = await new Promise((resolve, reject) => {
        request({ port, path: '/payments/return?res_data=%ff%zz&%', method: 'GET' }, (response) => {
          resolve(response.resume().statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(303);
      expect(results).toEqual([{ verified: false, reason: 'malformed' }]);
    });
  });
});

const expectedPayment = (): { money_order: string } => ({ money_order: '49.95' });

@Controller('without')
class WithoutReturn extends LianlianController() {
  expectedPayment = expectedPayment;
  onPayment(): void {
    // Nothing to do.
  }
}

@Controller('heir')
class Heir extends WithoutReturn {
  override onReturn(_result: PaymentReturn, request: unknown): string {
    return `/heir/${(request as { method: string }).method}`;
  }
}

@Controller('arrow')
class ArrowReturn extends WithoutReturn {
  private readonly page = '/arrow';
  override onReturn = (): string => this.page;
}

@Controller('elsewhere')
class Elsewhere extends LianlianController({ notifyPath: 'll/notify', returnPath: 'll/return' }) {
  expectedPayment = expectedPayment;
  onPayment(): void {
    // Nothing to do.
  }
  override onReturn(): string {
    return '/elsewhere';
  }
}

@Controller({ path: 'scoped', scope: Scope.REQUEST })
class ScopedWithout extends LianlianController() {
  expectedPayment = expectedPayment;
  onPayment(): void {
    // Nothing to do.
  }
}

@Controller({ path: 'scoped-arrow', scope: Scope.REQUEST })
class ScopedArrow extends ScopedWithout {
  override onReturn = (): string => '/scoped-arrow';
}

@Controller()
class OwnPages {
  @All('without/return')
  own(): string {
    return 'a page of the app';
  }
}

@Module({
  imports: [
    LianlianModule.forRoot({
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey,
      lianlianPublicKey: keys.lianlian.publicKey,
    }),
  ],
  // The heir before and behind its base, which has no return route.
  controllers: [ArrowReturn, WithoutReturn, Heir, Elsewhere, ScopedWithout, ScopedArrow, OwnPages],
})
class ReturnsModule {}

describe.each(ADAPTERS)('the return route on %s', (adapter) => {
  describe.each([1, 2])('in app %i of the process', () => {
    let app: INestApplication;
    let url: string;
    beforeAll(async () => ({ app, url } = await startApp(ReturnsModule, adapter)));
    afterAll(() => app.close());

    it("is not there for a class without onReturn, and the path is the app's own", async () => {
      expect(await get(`${url}/without/return`)).toMatchObject({ status: 200, text: 'a page of the app' });
      expect(await post(`${url}/without/return`, {}, 'application/json')).toMatchObject({
        text: 'a page of the app',
      });
      expect((await post(`${url}/without/notify`, payment())).status).toBe(200);
    });

    it.each([
      ['heir', '/heir/GET'],
      ['arrow', '/arrow'],
      ['scoped-arrow', '/scoped-arrow'],
    ])('is there for %s, which adds onReturn to a base without', async (path, to) => {
      const response = await get(`${url}/${path}/return`);
      expect([response.status, response.headers.get('location')]).toEqual([303, to]);
    });

    it('has the path that the mixin is given', async () => {
      expect((await get(`${url}/elsewhere/ll/return`)).headers.get('location')).toBe('/elsewhere');
      expect((await post(`${url}/elsewhere/ll/notify`, payment())).status).toBe(200);
      expect((await get(`${url}/elsewhere/return`)).status).toBe(404);
    });

    it('is not found for a request-scoped class without onReturn', async () => {
      expect((await get(`${url}/scoped/return`)).status).toBe(404);
    });
  });
});
