import { randomBytes } from 'node:crypto';

import {
  Catch,
  type ExceptionFilter,
  type INestApplication,
  type NestInterceptor,
  ServiceUnavailableException,
} from '@nestjs/common';
import { catchError, delay, of, retry } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, get, type HttpResponse, post } from '../../../support/http.js';
import {
  openShop,
  payment,
  type Shop,
  shapesOn,
  type ShopHooks,
  uniqueNumber,
} from '../../../support/shop.js';

type Configure = (app: INestApplication) => void;

const interceptor =
  (intercept: NestInterceptor['intercept']): Configure =>
  (app) => {
    app.useGlobalInterceptors({ intercept });
  };

const bringingValues = interceptor((_context, next) =>
  next.handle().pipe(catchError(() => of({ code: 500 }))),
);

@Catch()
class SilentFilter implements ExceptionFilter {
  catch(): void {
    // It writes a line of its own somewhere, say, and forgets the response.
  }
}
const silent: Configure = (app) => {
  app.useGlobalFilters(new SilentFilter());
};

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

describe.each(ADAPTERS)('a request that nothing of the app answers, on %s', (adapter) => {
  // Each waits for five seconds.
  describe.concurrent.each(shapesOn(adapter))('with hooks in %s', (shape) => {
    const withShop = async (
      configure: Configure,
      hooks: Partial<ShopHooks>,
      use: (shop: Shop) => Promise<void>,
    ): Promise<void> => {
      const all = {
        expectedPayment: () => ({ money_order: '49.95' }),
        onPayment: () => undefined,
        onReturn: () => '/orders',
        ...hooks,
      };
      const shop = await openShop({ adapter, shape, hooks: all, configure });
      await use(shop).finally(shop.close);
    };

    it.for([
      ['an interceptor that brings a value for an error', bringingValues],
      ['a filter that writes nothing', silent],
    ] as const)('gets the status of the failure: %s', async ([, configure], { expect }) => {
      const failing = {
        expectedPayment: () => null,
        onReturn: () => {
          throw new ServiceUnavailableException();
        },
      };
      await withShop(configure, failing, async ({ notifyUrl, returnUrl }) => {
        const responses = await Promise.all([post(notifyUrl, fresh()), get(returnUrl)]);
        expect(responses.map(refusal)).toEqual([409, 503]);
      });
    });

    it('gets the status of the guard, where a filter writes nothing', async ({ expect }) => {
      await withShop(silent, {}, async ({ notifyUrl }) => {
        expect(refusal(await post(notifyUrl, { ...fresh(), sign: 'AAAA' }))).toBe(401);
      });
    });

    it('gets a 503 where an interceptor stands in its place, and is handled when it comes again', async ({
      expect,
    }) => {
      let isDown = true;
      const onPayment = vi.fn();
      const maintenance = interceptor((_context, next) => (isDown ? of({ code: 503 }) : next.handle()));
      await withShop(maintenance, { onPayment }, async ({ notifyUrl, returnUrl }) => {
        const message = fresh();
        const responses = await Promise.all([post(notifyUrl, message), get(returnUrl)]);
        expect(responses.map(refusal)).toEqual([503, 503]);
        expect(onPayment).not.toHaveBeenCalled();
        isDown = false;
        expect(await post(notifyUrl, message)).toMatchObject({ status: 200, text: ACK });
        expect(onPayment).toHaveBeenCalledTimes(1);
      });
    });

    it('is left alone where an interceptor tries again, or waits', async ({ expect }) => {
      const patient = interceptor((_context, next) => next.handle().pipe(retry(1), delay(50)));
      const onPayment = vi.fn().mockRejectedValueOnce(new Error('the first time'));
      await withShop(patient, { onPayment }, async ({ notifyUrl, returnUrl }) => {
        expect(await post(notifyUrl, fresh())).toMatchObject({ status: 200, text: ACK });
        expect(await get(returnUrl)).toMatchObject({ status: 303 });
        expect(onPayment).toHaveBeenCalledTimes(2);
      });
    });
  });

  it('leaves a warning that says which order it was, and what to do', async () => {
    const no_order = `open-${randomBytes(4).toString('hex')}`;
    const hooks = { expectedPayment: () => null, onPayment: () => undefined };
    const shop = await openShop({ adapter, hooks, configure: bringingValues });
    await post(shop.notifyUrl, payment({ no_order, oid_paybill: uniqueNumber('2026') }));
    const warnings = shop.logger.texts('warn').filter((text) => text.includes('no response after 5000 ms'));
    await shop.close();
    expect(warnings).toEqual([expect.stringMatching(/catchError with of.*409 now.*throwError/s)]);
    expect(warnings[0]).toContain(no_order);
  });
});

/** The status of a response, whose body says no more than that. */
function refusal({ status, text }: HttpResponse): number {
  expect(JSON.parse(text)).toEqual({ statusCode: status, message: expect.any(String) });
  return status;
}
