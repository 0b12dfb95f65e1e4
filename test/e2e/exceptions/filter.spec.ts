import {
  type ArgumentsHost,
  BadGatewayException,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type INestApplication,
  Param,
  Post,
  type Provider,
  Res,
  UseFilters,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  type ClientNotice,
  LianlianApiError,
  LianlianExceptionFilter,
  LianlianService,
  LianlianTransportError,
  type SpokenLanguage,
  wholeSeconds,
} from 'nestjs-lianlian';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../support/adapters.js';
import { ACK, get, post } from '../../support/http.js';
import { keys, openShop, payment, type Shop, type ShopHooks } from '../../support/shop.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const ORDER = {
  user_id: 'u-1',
  name_goods: '羽毛球',
  money_order: '49.95',
  risk_item: { frms_ware_category: '1009' },
};
const CARD = {
  id_type: '0',
  acct_name: '张三',
  id_no: '330102198001010011',
  bind_mob: '13958069593',
} as const;
const LOST = 'aggregate.direct, order o-1: no response from LianLian. merchant 201304121000001004';

let orders = 0;

/** Every LianLian call of a shop's, with nothing caught. */
@Controller('pay')
class PayController {
  constructor(private readonly lianlian: LianlianService) {}

  @Post('card/:card_no')
  async card(@Param('card_no') card_no: string): Promise<unknown> {
    const no_order = `card-${String(++orders)}`;
    const dt_order = wholeSeconds();
    const applied = await this.lianlian.easypayDirect.apply({
      ...ORDER,
      ...CARD,
      no_order,
      dt_order,
      card_no,
      pay_type: 'M',
    });
    const { money_order } = ORDER;
    const request = { no_order, dt_order, money_order, token: applied.token ?? '', verify_code: '000000' };
    return this.lianlian.easypayDirect.verify(request);
  }

  @Post('code/:verify_code')
  code(@Param('verify_code') verify_code: string): Promise<unknown> {
    const request = {
      no_order: 'o-1',
      dt_order: wholeSeconds(),
      money_order: '49.95',
      token: 't',
      verify_code,
    };
    return this.lianlian.easypayDirect.verify(request);
  }

  @Get('lost')
  lost(): never {
    throw new LianlianTransportError(LOST, { outcome: 'unknown' });
  }

  @Get('begun')
  begun(@Res() response: { raw?: NodeJS.WritableStream } & NodeJS.WritableStream): never {
    (response.raw ?? response).write('data: 1\n\n');
    throw new LianlianTransportError(LOST, { outcome: 'unknown' });
  }

  @Get('teapot')
  teapot(): never {
    throw new HttpException('I am a teapot', 418);
  }

  @Get('caused')
  caused(): never {
    throw new BadGatewayException('the app says', {
      cause: new LianlianTransportError(LOST, { outcome: 'unknown' }),
    });
  }

  @Get('own')
  @UseFilters(LianlianExceptionFilter)
  own(): never {
    throw new LianlianTransportError(LOST, { outcome: 'not-sent' });
  }
}

@Catch()
class EverythingFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const response = host
      .switchToHttp()
      .getResponse<{ status(code: number): { send(body: string): void } }>();
    response.status(error instanceof HttpException ? error.getStatus() : 500).send("the app's own filter");
  }
}

class LooksOfTheShop extends LianlianExceptionFilter {
  protected override pageOf({ code }: ClientNotice, language: SpokenLanguage): string {
    return `<h1>${code} in ${language}</h1>`;
  }
}

const WAYS = {
  useGlobalFilters: { configure: (app) => void app.useGlobalFilters(new LianlianExceptionFilter()) },
  APP_FILTER: { providers: [{ provide: APP_FILTER, useClass: LianlianExceptionFilter }] },
  'beside a filter of everything': {
    configure: (app) => void app.useGlobalFilters(new EverythingFilter(), new LianlianExceptionFilter()),
  },
} satisfies Record<string, { configure?: (app: INestApplication) => void; providers?: Provider[] }>;

let sandbox: LianlianSandbox;

beforeAll(async () => {
  sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
});
afterAll(() => sandbox.stop());

function openWith(
  adapter: Adapter,
  way: { configure?: (app: INestApplication) => void; providers?: Provider[] },
  hooks: Partial<ShopHooks> = {},
): Promise<Shop> {
  const { oidPartner, privateKey, gateway, lianlianPublicKey } = sandbox.options;
  return openShop({
    adapter,
    ...way,
    hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined, ...hooks },
    // Notifications of these tests are signed with a key of their own, as LianLian's second one.
    module: {
      oidPartner,
      privateKey,
      gateway,
      busiPartner: '109001',
      notifyUrl: 'http://127.0.0.1:1/payments/notify',
      lianlianPublicKey: [lianlianPublicKey, keys.lianlian.publicKey].flat(),
    },
    controllers: [PayController],
  });
}

async function asked(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(url, { method, headers: { 'accept-language': 'zh-CN,en;q=0.5', ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe.each(ADAPTERS)('LianlianExceptionFilter on %s', (adapter) => {
  describe.each(Object.entries(WAYS))('by %s', (_name, way) => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await openWith(adapter, way);
    });
    afterAll(() => shop.close());

    it('tells a browser of a wrong SMS code with a page, and no 500', async () => {
      const { status, headers, text } = await asked(
        `${shop.url}/pay/card/${TEST_CARDS.pays}`,
        { accept: BROWSER },
        'POST',
      );
      expect(status, shop.logger.texts('error').join()).toBe(422);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-language')).toBe('zh-CN');
      expect(text).toContain('<html lang="zh-CN">');
      expect(text).toContain('短信验证码不正确或已失效');
    });

    it('tells an API client by JSON, in the shape of Nest', async () => {
      const { status, headers, text } = await asked(`${shop.url}/pay/card/${TEST_CARDS.invalid}`, {}, 'POST');
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect({ status, ...(JSON.parse(text) as object) }).toMatchObject({
        status: 402,
        statusCode: 402,
        error: 'Payment Required',
        code: 'card-refused',
        outcome: 'failed',
      });
      expect(text).not.toMatch(/1100|622202|张三|13958069593|201304121/);
    });

    it('names the field of a mistyped code, and not the code', async () => {
      const { status, text } = await asked(`${shop.url}/pay/code/1234567890`, {}, 'POST');
      expect({ status, ...(JSON.parse(text) as object) }).toMatchObject({
        status: 400,
        fields: ['verify_code'],
      });
      expect(text).not.toContain('123456');
    });

    it('never asks to pay again where the outcome is not known', async () => {
      const page = await asked(`${shop.url}/pay/lost`, { accept: BROWSER, 'accept-language': 'en-GB' });
      expect(page.status).toBe(502);
      expect(page.text).toContain('do not pay again');
      expect(page.text).not.toMatch(/o-1|201304121/);
      const problem = await asked(`${shop.url}/pay/lost`, { accept: 'application/problem+json' });
      expect(problem.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(problem.text)).toEqual({
        type: 'about:blank',
        title: '结果确认中',
        status: 502,
        detail: '暂时还不知道结果，正在核实。请不要重复付款，过几分钟再查看订单。',
        code: 'outcome-unknown',
        outcome: 'unknown',
      });
      expect(shop.logger.texts('error').join('\n')).toContain(LOST);
    });

    it('ends a response that has begun', async () => {
      expect(await asked(`${shop.url}/pay/begun`)).toMatchObject({ status: 200, text: 'data: 1\n\n' });
    });
  });

  it('adds to what a response varies by', async () => {
    const shop = await openWith(adapter, {
      configure: (app) => {
        app.enableCors({ origin: ['https://a.example', 'https://b.example'] });
        app.useGlobalFilters(new LianlianExceptionFilter());
      },
    });
    const { headers } = await asked(`${shop.url}/pay/lost`, { origin: 'https://a.example' });
    expect(headers.get('vary')?.toLowerCase()).toBe('origin, accept, accept-language');
    expect(headers.get('cache-control')).toBe('no-store');
    await shop.close();
  });

  it('leaves other exceptions alone, those that LianlianErrors caused included', async () => {
    const shop = await openWith(adapter, WAYS.APP_FILTER);
    expect(await asked(`${shop.url}/pay/teapot`)).toMatchObject({
      status: 418,
      text: '{"statusCode":418,"message":"I am a teapot"}',
    });
    const caused = await asked(`${shop.url}/pay/caused`);
    expect(caused.status).toBe(502);
    expect(JSON.parse(caused.text)).toMatchObject({ message: 'the app says' });
    await shop.close();
  });

  it('serves a single route by @UseFilters, and a page of the shop by a subclass', async () => {
    const own = await openWith(adapter, {});
    expect((await asked(`${own.url}/pay/own`)).status).toBe(503);
    expect(JSON.parse((await asked(`${own.url}/pay/lost`)).text)).toMatchObject({ statusCode: 500 });
    await own.close();
    const shop = await openWith(adapter, { providers: [{ provide: APP_FILTER, useClass: LooksOfTheShop }] });
    const page = await asked(`${shop.url}/pay/lost`, { accept: BROWSER });
    expect(page).toMatchObject({ status: 502, text: '<h1>outcome-unknown in zh</h1>' });
    await shop.close();
  });

  it.each(['with the filter', 'without it'])(
    'the routes of notifications answer alike, %s',
    async (which) => {
      const way = which === 'with the filter' ? WAYS.APP_FILTER : {};
      const shop = await openWith(adapter, way, {
        onPayment: ({ oid_paybill }) => {
          if (oid_paybill === 'good') return;
          throw new LianlianApiError({
            ...{ subject: 'a call of the handler', ret_code: '1900', ret_msg: '短信码校验错误' },
            ...{ category: 'sms', description: undefined, advice: 'ask-payer', outcome: 'failed' },
          });
        },
      });
      const send = (oid_paybill: string) =>
        post(
          shop.notifyUrl,
          payment({ oid_paybill, money_order: '49.95', oid_partner: sandbox.options.oidPartner }),
        );
      expect(await send('good')).toMatchObject({ status: 200, text: ACK });
      const failed = await send('bad');
      expect(failed.status).toBe(500);
      expect(failed.text).not.toMatch(/1900|短信|sms|code-refused/);
      expect(await post(shop.notifyUrl, '{}')).toMatchObject({ status: 400 });
      await shop.close();
    },
  );

  it('tells LianLian nothing of an error that stands around the route', async () => {
    const shop = await openWith(adapter, {
      configure: (app) => {
        app.useGlobalInterceptors({
          intercept: () => {
            throw new LianlianTransportError(LOST, { outcome: 'not-sent' });
          },
        });
        app.useGlobalFilters(new LianlianExceptionFilter());
      },
    });
    const message = payment({ money_order: '49.95', oid_partner: sandbox.options.oidPartner });
    expect(await post(shop.notifyUrl, message)).toMatchObject({
      status: 500,
      text: '{"statusCode":500,"message":"Internal server error"}',
    });
    await shop.close();
  });

  it('tells a payer who comes back of a call that failed within onReturn', async () => {
    const shop = await openWith(adapter, WAYS.APP_FILTER, {
      onReturn: () => {
        throw new LianlianTransportError(LOST, { outcome: 'unknown' });
      },
    });
    const { status, text } = await get(shop.returnUrl);
    expect(status).toBe(502);
    expect(JSON.parse(text)).toMatchObject({ code: 'outcome-unknown' });
    await shop.close();
  });
});
