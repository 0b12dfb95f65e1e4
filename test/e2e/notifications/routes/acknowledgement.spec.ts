import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';

import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  type NestInterceptor,
  Post,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import {
  LianlianController,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  LianlianReturn,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { map, tap, timeout } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { ACK, get, post, sleep } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { keys, openShop, payment, RefusingPipe, shapesOn, uniqueNumber } from '../../../support/shop.js';

const expectedPayment = (): { money_order: string } => ({ money_order: '49.95' });
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

class Wrapper implements NestInterceptor {
  intercept: NestInterceptor['intercept'] = (_context, next) =>
    next.handle().pipe(map((data: unknown) => ({ code: 200, data })));
}

class Impatience implements NestInterceptor {
  intercept: NestInterceptor['intercept'] = (_context, next) => next.handle().pipe(timeout(50));
}

@Catch()
class Swallower implements ExceptionFilter {
  catch(_error: unknown, host: ArgumentsHost): void {
    const response = host
      .switchToHttp()
      .getResponse<{ status: (code: number) => { send: (body: string) => void } }>();
    response.status(418).send('swallowed');
  }
}

describe.each(ADAPTERS)('the acknowledgement on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    it('has its exact bytes and status past wrapping interceptors, pipes and filters of the app', async () => {
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment, onPayment: () => ({ mine: 'a handler may return what it likes' }) },
        configure: (app) => {
          app.useGlobalInterceptors(new Wrapper(), new Wrapper());
          app.useGlobalPipes(new RefusingPipe());
          app.useGlobalFilters(new Swallower());
        },
      });
      const response = await post(shop.notifyUrl, fresh());
      expect(response).toMatchObject({ status: 200, text: ACK });
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(response.headers.get('content-length')).toBe(String(ACK.length));
      await shop.close();
    });

    it('comes for the next copy, without a second run, when an interceptor of the app timed out on the first', async () => {
      const onPayment = vi.fn(() => sleep(300));
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment, onPayment },
        configure: (app) => app.useGlobalInterceptors(new Impatience()),
      });
      const body = fresh();
      expect((await post(shop.notifyUrl, body)).status).toBe(500);
      await sleep(350);
      expect(await post(shop.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(shop.logger.texts('error').join()).not.toContain('ERR_HTTP_HEADERS_SENT');
      await shop.close();
    });

    it('is not written over what the app answered itself, and the payment is handled all the same', async () => {
      class Hasty implements NestInterceptor {
        intercept: NestInterceptor['intercept'] = (context, next) => {
          const response = context
            .switchToHttp()
            .getResponse<{ raw?: ServerResponse; hijack?: () => void }>();
          response.hijack?.();
          (response.raw ?? (response as unknown as ServerResponse)).writeHead(202).end('mine');
          return next.handle().pipe(tap(() => undefined));
        };
      }
      const onPayment = vi.fn();
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment, onPayment },
        configure: (app) => app.useGlobalInterceptors(new Hasty()),
      });
      const body = fresh();
      expect(await post(shop.notifyUrl, body)).toMatchObject({ status: 202, text: 'mine' });
      await sleep(30);
      await post(shop.notifyUrl, body);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(shop.logger.texts('error')).toEqual([]);
      await shop.close();
    });
  });
});

describe('the acknowledgement behind a compressing middleware of Express', () => {
  it('asks not to be transformed, and is not', async () => {
    // As `compression` does: headers are read when they are written, `no-transform` is honoured.
    const compress = (_request: IncomingMessage, response: ServerResponse, next: () => void): void => {
      const { writeHead, end } = response;
      response.writeHead = ((status: number, headers: Record<string, string>) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        const wanted = !String(response.getHeader('cache-control')).includes('no-transform');
        if (wanted) response.removeHeader('content-length');
        if (wanted) response.setHeader('content-encoding', 'gzip');
        response.end = ((body: string) =>
          Reflect.apply(end, response, [wanted ? gzipSync(body) : body])) as typeof response.end;
        return Reflect.apply(writeHead, response, [status]);
      }) as typeof response.writeHead;
      next();
    };
    const shop = await openShop({
      adapter: 'express',
      hooks: { expectedPayment, onPayment: () => undefined },
      configure: (app) => {
        app.use(compress);
      },
    });
    const response = await post(shop.notifyUrl, fresh());
    expect(response).toMatchObject({ status: 200, text: ACK });
    expect(response.headers.get('content-encoding')).toBeNull();
    await shop.close();
  });
});

const IS_PUBLIC = Symbol('isPublic');
const Public = (): ClassDecorator & MethodDecorator => SetMetadata(IS_PUBLIC, true);

@Injectable()
class JwtGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    throw new UnauthorizedException('no token');
  }
}

@Public()
@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment = expectedPayment;
  onPayment(): void {
    // Nothing to do.
  }
  override onReturn(): string {
    return '/orders';
  }
}

@Controller('own')
class CheckoutController {
  expectedPayment = expectedPayment;

  @Public()
  @LianlianNotify('above')
  above(@LianlianNotification() notification: PaymentNotification): string {
    return notification.no_order;
  }

  @LianlianNotify('below')
  @Public()
  below(@LianlianNotification() notification: PaymentNotification): string {
    return notification.no_order;
  }

  @LianlianNotify('private')
  private(@LianlianNotification() notification: PaymentNotification): string {
    return notification.no_order;
  }

  @LianlianReturn('return')
  @Public()
  back(): string {
    return '/orders';
  }

  @Get('orders')
  orders(): string {
    return 'orders';
  }

  @Post('orders')
  order(): string {
    return 'ordered';
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
  controllers: [PaymentsController, CheckoutController],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }],
})
class GuardedModule {}

describe.each(ADAPTERS)("an app's global JWT guard on %s", (adapter) => {
  it("lets routes pass by the app's own @Public(), on a controller and on methods, and no other route", async () => {
    const { app, url } = await startApp(GuardedModule, adapter);
    for (const path of ['payments/notify', 'own/above', 'own/below']) {
      expect([path, await post(`${url}/${path}`, fresh())]).toMatchObject([path, { status: 200, text: ACK }]);
    }
    expect((await post(`${url}/own/private`, fresh())).status).toBe(401);
    expect((await get(`${url}/own/orders`)).status).toBe(401);
    for (const path of ['payments/return', 'own/return'])
      expect((await get(`${url}/${path}`)).status).toBe(303);
    await app.close();
  });
});
