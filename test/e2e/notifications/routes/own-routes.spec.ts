import {
  Body,
  Controller,
  type ExecutionContext,
  Get,
  Headers,
  HttpCode,
  Injectable,
  Ip,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Query,
  Req,
  Res,
  Scope,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  LianlianReturn,
  LianlianReturnResult,
  LianlianSignatureGuard,
  PaymentNotification,
  type PaymentReturn,
  RefundNotification,
} from 'nestjs-lianlian';
import { RouteConfig } from '@nestjs/platform-fastify';
import { IsString } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { INestApplication } from '@nestjs/common';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { ACK, FORM, form, get, post } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { keys, payment, RefusingPipe, strictValidation, uniqueNumber } from '../../../support/shop.js';

const calls: unknown[] = [];
const Tag = (name: string): MethodDecorator => SetMetadata(name, name);

@Injectable({ scope: Scope.REQUEST })
class Audit {
  readonly lines: string[] = [];
}

/** A guard of the app's own, above ours, that notes what decorators said of the method. */
@Injectable()
class SeesTags {
  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    calls.push(
      ['above', 'below'].map((name) => Reflect.getMetadata(name, handler) as unknown),
      handler.name,
    );
    return true;
  }
}

class PatientGuard extends LianlianSignatureGuard {}

@Controller('own')
class OwnController {
  constructor(private readonly audit: Audit) {}

  expectedPayment(): ExpectedPayment {
    this.audit.lines.push('expectedPayment');
    return { money_order: '49.95' };
  }

  @LianlianNotify('parameters/:shop')
  parameters(
    @Query('a') a: string,
    @Headers('x-lianlian') header: string,
    @LianlianNotification() notification: PaymentNotification | RefundNotification,
    @Ip() ip: string,
    @Req() request: { method: string },
    @LianlianNotification() again: unknown,
    @Param('shop', ParseIntPipe) shop: number,
    optional = 'default',
  ): void {
    const same = notification === again;
    calls.push([
      a,
      header,
      notification instanceof PaymentNotification,
      ip,
      request.method,
      same,
      shop,
      optional,
    ]);
    calls.push(this.audit.lines);
  }

  @Tag('above')
  @UseGuards(SeesTags)
  @LianlianNotify('tags')
  @Tag('below')
  tagged(@LianlianNotification() notification: PaymentNotification): void {
    calls.push(notification.no_order);
  }

  @LianlianNotify(['first', 'second'])
  bare(): void {
    calls.push('bare');
  }

  @LianlianNotify('unchecked', { checkAmount: false })
  unchecked(@LianlianNotification() notification: PaymentNotification): void {
    calls.push(notification.kind);
  }

  @LianlianReturn('return/:shop')
  back(
    @Query('tab') tab: string,
    @LianlianReturnResult() result: PaymentReturn,
    @Param('shop') shop: string,
  ): string {
    return `/${shop}/${tab}/${String(result.verified)}`;
  }
}

@Controller('guarded')
class GuardedController {
  @Post('method')
  @HttpCode(202)
  @UseGuards(LianlianSignatureGuard)
  received(
    @Query('a') a: string | undefined,
    @LianlianNotification() notification: PaymentNotification,
    @Headers('x-lianlian') header: string,
  ): unknown {
    return { a, header, order: notification.no_order, instance: notification instanceof PaymentNotification };
  }

  @Post('subclass')
  @HttpCode(202)
  @UseGuards(PatientGuard)
  subclass(@LianlianNotification() notification: PaymentNotification): string {
    return notification.no_order;
  }
}

@Controller('guarded/class')
@UseGuards(LianlianSignatureGuard)
class GuardedClass {
  expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }

  @Post('post')
  @HttpCode(202)
  received(@LianlianNotification() notification: PaymentNotification): string {
    return notification.no_order;
  }

  @LianlianNotify('notify')
  notified(@LianlianNotification() notification: PaymentNotification): void {
    calls.push(notification.no_order);
  }
}

class Item {
  @IsString()
  name!: string;
}

@Controller('shop')
class ShopController {
  @Get('items')
  list(@Query('q') q: string | undefined): unknown {
    return { q };
  }

  @Post('items')
  create(@Body() body: unknown): unknown {
    return { body, isUndefined: body === undefined };
  }

  @Post('strict')
  strict(@Body() item: Item): Item {
    return item;
  }
}

/** `@RouteConfig` is Fastify's: what an app says with it stays, beside our mark. */
@Controller('configured')
class ConfiguredController {
  expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }

  @RouteConfig({ mine: 'above' })
  @LianlianNotify('above')
  above(@Req() request: { routeOptions?: { config: { mine?: string } } }): void {
    calls.push(request.routeOptions?.config.mine);
  }

  @LianlianNotify('below')
  @RouteConfig({ mine: 'below' })
  below(@Req() request: { routeOptions?: { config: { mine?: string } } }): void {
    calls.push(request.routeOptions?.config.mine);
  }

  @Post('other')
  @RouteConfig({ mine: 'other' })
  other(
    @Req() request: { routeOptions?: { config: { mine?: string } } },
    @Res({ passthrough: true }) _response: unknown,
  ): unknown {
    return { mine: request.routeOptions?.config.mine };
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
  controllers: [OwnController, GuardedController, GuardedClass, ShopController, ConfiguredController],
  providers: [Audit],
})
class AppModule {}

@Module({ controllers: [ShopController] })
class WithoutLianlian {}

const fresh = (): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026'), no_order: uniqueNumber('order-') });
const acknowledged = { status: 200, text: ACK };

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each([1, 2])('in app %i of the process, under strict validation', () => {
    let app: INestApplication;
    let url: string;
    beforeAll(async () => {
      ({ app, url } = await startApp(AppModule, adapter, {
        configure: (nest) => nest.useGlobalPipes(strictValidation()),
      }));
    });
    afterAll(() => app.close());

    it("a decorated method's other parameters are filled in as Nest does, wherever they stand", async () => {
      calls.length = 0;
      expect(
        await post(`${url}/own/parameters/7?a=b`, fresh(), undefined, { 'x-lianlian': 'c' }),
      ).toMatchObject(acknowledged);
      expect(calls).toEqual([
        ['b', 'c', true, expect.stringContaining('127.0.0.1'), 'POST', true, 7, 'default'],
        ['expectedPayment'],
      ]);
    });

    it('a pipe of the app on another parameter works, and refuses before the handler runs', async () => {
      calls.length = 0;
      expect((await post(`${url}/own/parameters/seven`, fresh())).status).toBe(400);
      expect(calls).toEqual([]);
    });

    it('decorators above and below keep what they say of the method, and its name', async () => {
      calls.length = 0;
      const body = fresh();
      expect(await post(`${url}/own/tags`, body)).toMatchObject(acknowledged);
      expect(calls).toEqual([['above', 'below'], 'tagged', body['no_order']]);
    });

    it('a method without parameters takes notifications, at each of its paths', async () => {
      calls.length = 0;
      for (const path of ['first', 'second'])
        expect(await post(`${url}/own/${path}`, fresh())).toMatchObject(acknowledged);
      expect(calls).toEqual(['bare', 'bare']);
    });

    it('a route that does not check amounts runs without expectedPayment', async () => {
      calls.length = 0;
      expect(await post(`${url}/own/unchecked`, fresh())).toMatchObject(acknowledged);
      expect(calls).toEqual(['payment']);
    });

    it("a return's other parameters are filled in as Nest does", async () => {
      const response = await post(`${url}/own/return/shop-1?tab=two`, form(fresh()), FORM);
      expect([response.status, response.headers.get('location')]).toEqual([303, '/shop-1/two/true']);
    });

    it('a route with the guard alone gets the notification, and answers by itself', async () => {
      const body = fresh();
      const response = await post(`${url}/guarded/method?a=b`, body, undefined, { 'x-lianlian': 'c' });
      expect([response.status, JSON.parse(response.text)]).toEqual([
        202,
        { a: 'b', header: 'c', order: body['no_order'], instance: true },
      ]);
      expect((await post(`${url}/guarded/method`, { ...fresh(), money_order: '1' })).status).toBe(401);
      expect(await post(`${url}/guarded/method`, fresh(), 'application/json')).toMatchObject({ status: 202 });
    });

    it('a guard that extends ours, and one on the class, read bodies too, and only once', async () => {
      calls.length = 0;
      const body = fresh();
      const passed = { status: 202, text: body['no_order'] };
      expect(await post(`${url}/guarded/subclass`, body)).toMatchObject(passed);
      expect(await post(`${url}/guarded/class/post`, body)).toMatchObject(passed);
      expect(await post(`${url}/guarded/class/notify`, body)).toMatchObject(acknowledged);
      expect(calls).toEqual([body['no_order']]);
    });

    // @RouteConfig is Fastify's.
    if (adapter === 'fastify') {
      it("keeps the app's own @RouteConfig, on our routes and on others", async () => {
        calls.length = 0;
        expect(await post(`${url}/configured/above`, fresh())).toMatchObject(acknowledged);
        expect(await post(`${url}/configured/below`, fresh())).toMatchObject(acknowledged);
        expect(calls).toEqual(['above', 'below']);
        expect((await post(`${url}/configured/other`, {}, 'application/json')).text).toBe('{"mine":"other"}');
      });
    }
  });

  it('the guard alone passes the notification by a pipe that refuses everything', async () => {
    @Controller()
    class Alone {
      @Post('alone')
      @UseGuards(LianlianSignatureGuard)
      received(@LianlianNotification() notification: PaymentNotification): string {
        return notification.no_order;
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
      controllers: [Alone],
    })
    class AloneModule {}
    for (const _copy of [1, 2]) {
      const { app, url } = await startApp(AloneModule, adapter, {
        configure: (nest) => nest.useGlobalPipes(new RefusingPipe()),
      });
      const body = fresh();
      expect(await post(`${url}/alone`, body)).toMatchObject({ status: 201, text: body['no_order'] });
      await app.close();
    }
  });

  it("the app's other routes answer as they do without the module, whatever they are sent", async () => {
    const responses = [];
    for (const module of [WithoutLianlian, AppModule]) {
      const { app, url } = await startApp(module, adapter, {
        configure: (nest) => nest.useGlobalPipes(strictValidation()),
      });
      const items = `${url}/shop/items`;
      const bodies: [string | Buffer, string | null][] = [
        ['{"a":1}', 'application/json'],
        ['{"a":', 'application/json'],
        ['', 'application/json'],
        ['a=1&b[c]=2', FORM],
        ['{"a":1}', 'text/json;charset=utf-8'],
        ['{"a":1}', 'text/plain'],
        ['{"a":1}', null],
        [Buffer.from([0xff, 0xfe]), 'application/octet-stream'],
        [`{"a":"${'x'.repeat(90_000)}"}`, 'application/json'],
        [`{"a":"${'x'.repeat(2_000_000)}"}`, 'application/json'],
      ];
      const seen: unknown[] = [];
      for (const [body, type] of bodies) {
        const { status, text, headers } = await post(items, body, type);
        seen.push([type, status, text.slice(0, 200), headers.get('content-type'), headers.get('connection')]);
      }
      seen.push((await post(`${url}/shop/strict`, { name: 'a', more: 1 }, 'application/json')).text);
      seen.push((await get(`${items}?q=1`)).text, (await get(`${items}?q=1`, 'HEAD')).status);
      seen.push((await get(`${url}/nothing`)).text, (await post(`${url}/nothing`, '{}')).status);
      responses.push(seen);
      await app.close();
    }
    expect(responses[1]).toEqual(responses[0]);
    // What makes the notification's content type hard to take on Fastify is still so everywhere else.
    if (adapter === 'fastify')
      expect((responses[1]?.[4] as unknown[]).slice(0, 2)).toEqual(['text/json;charset=utf-8', 415]);
  });
});
