import type { IncomingMessage, ServerResponse } from 'node:http';

import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  type INestApplication,
  UnauthorizedException,
} from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { ADAPTERS, type Adapter } from '../../../support/adapters.js';
import { ACK, get, post } from '../../../support/http.js';
import { openShop, payment, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';

type Configure = (app: INestApplication) => void;

/** Lets nothing pass but a path, as a guard that looks for a decorator does. */
class Refusing implements CanActivate {
  constructor(
    private readonly error: Error,
    private readonly open: (request: { readonly url: string }) => boolean = () => false,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.open(context.switchToHttp().getRequest())) return true;
    throw this.error;
  }
}

const guarded =
  (...args: ConstructorParameters<typeof Refusing>): Configure =>
  (app) => {
    app.useGlobalGuards(new Refusing(...args));
  };

/** A middleware, or on Fastify a hook, that answers by itself. */
const middleware =
  (adapter: Adapter, status: number): Configure =>
  (app) => {
    if (adapter === 'express') {
      app.use((_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(status, { location: 'https://shop.example/' }).end();
      });
      return;
    }
    const fastify = app.getHttpAdapter().getInstance() as FastifyLike;
    fastify.addHook('onRequest', async (_request, reply) => {
      await reply.code(status).send('');
      return reply;
    });
  };
interface FastifyLike {
  addHook(name: 'onRequest', hook: (request: unknown, reply: Reply) => Promise<unknown>): void;
}
interface Reply {
  code(status: number): { send(body: string): Promise<void> };
}

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
const linesOf = ({ logger }: Shop): string[] =>
  logger.texts('warn').filter((line) => line.includes("before this module's turn"));

describe.each(ADAPTERS)(
  'a request that something of the app answers before this module, on %s',
  (adapter) => {
    describe.each(shapesOn(adapter))('with hooks in %s', (shape) => {
      const withShop = async (configure: Configure, use: (shop: Shop) => Promise<void>): Promise<void> => {
        const hooks = {
          expectedPayment: () => ({ money_order: '49.95' }),
          onPayment: () => undefined,
          onReturn: () => '/orders',
        };
        const shop = await openShop({ adapter, shape, hooks, configure });
        await use(shop).finally(shop.close);
      };

      it.each([
        ['a guard that asks for a login', guarded(new UnauthorizedException()), 401],
        ['a throttler', guarded(new HttpException('Too many', 429)), 429],
        ['a middleware that asks for a token', middleware(adapter, 403), 403],
        ['a middleware that sends everybody to HTTPS', middleware(adapter, 308), 308],
        ['a middleware that takes everything', middleware(adapter, 200), 200],
      ])('is a warning: %s', async (_what, configure, status) => {
        await withShop(configure, async (shop) => {
          expect((await post(shop.notifyUrl, fresh())).status).toBe(status);
          const lines = linesOf(shop);
          expect(lines).toHaveLength(1);
          expect(lines[0]).toContain(
            `A request to a LianLian route (notify) was answered with HTTP ${String(status)}`,
          );
          expect(lines[0]).toContain('It came from 127.0.0.1.');
          expect(lines[0]).toContain('routes.decorators');
        });
      });

      it('is said of a payer who comes back, too', async () => {
        await withShop(guarded(new UnauthorizedException()), async (shop) => {
          await get(shop.returnUrl);
          expect(linesOf(shop)).toEqual([expect.stringContaining('(return) was answered with HTTP 401')]);
        });
      });

      it('is not said of what comes through, is refused here, or is for another route', async () => {
        const open = guarded(new UnauthorizedException(), ({ url }) => /notify|return/.test(url));
        await withShop(open, async (shop) => {
          expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 200, text: ACK });
          expect((await post(shop.notifyUrl, { ...fresh(), sign: 'AAAA' })).status).toBe(401);
          expect((await post(shop.notifyUrl, 'no message')).status).toBe(400);
          await get(shop.returnUrl);
          // Somebody looks whether the address is there.
          await get(shop.notifyUrl);
          const { origin } = new URL(shop.notifyUrl);
          await post(`${origin}/orders`, fresh());
          await post(`${shop.notifyUrl}/more`, fresh());
          expect(linesOf(shop)).toEqual([]);
        });
      });

      it('is said of a flood in few lines', async () => {
        await withShop(guarded(new UnauthorizedException()), async (shop) => {
          await Promise.all(Array.from({ length: 200 }, () => post(shop.notifyUrl, fresh())));
          const said = linesOf(shop).length;
          expect(said).toBeGreaterThan(0);
          expect(said).toBeLessThan(100);
        });
      });
    });
  },
);
