import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
} from '@nestjs/common';
import { AbstractHttpAdapter } from '@nestjs/core';
import {
  LianlianApiError,
  type LianlianEvent,
  LianlianExceptionFilter,
  LianlianService,
  LianlianTransportError,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { get, post } from '../support/http.js';
import { signedByLianlian } from '../support/lianlian-signs.js';
import { OTHER_OID_PARTNER } from '../support/merchant.js';
import { keys, openShop, payment, type Shop } from '../support/shop.js';
import { pages } from './guide.js';
import { codeIn, rowsUnder } from './markdown.js';
import { writeSnippets } from './run-snippets.js';

const page = pages.find(({ path }) => path === 'docs/errors-to-http.md') ?? { text: '', blocks: [] };
const load = writeSnippets(page.blocks, 'errors-to-http');
/** What the page shows of bodies, in its order: a refusal as JSON and as problem details, and a route's own. */
const bodies = page.blocks
  .filter(({ language }) => language === 'json')
  .map(({ code }) => JSON.parse(code) as object);

/** What fails in a route of the app's own. */
@Controller('calls')
class CallsController {
  @Get('code')
  code(): never {
    throw new LianlianApiError({
      subject: 'order o-1',
      api: 'easypay.verify',
      ret_code: '1004',
      ret_msg: '',
      category: 'sms',
      description: undefined,
      advice: 'ask-payer',
      outcome: 'failed',
    });
  }

  @Get('lost')
  lost(): never {
    throw new LianlianTransportError('order o-1: no response', { outcome: 'unknown' });
  }
}

/** What a filter of the app's sees of the routes of notifications. It answers as Nest does. */
@Catch(HttpException)
class WatchingFilter implements ExceptionFilter<HttpException> {
  readonly seen: string[] = [];

  constructor(private readonly adapter: AbstractHttpAdapter) {}

  catch(error: HttpException, host: ArgumentsHost): void {
    // The module's own refusals are subclasses of Nest's.
    this.seen.push(
      error.constructor.name,
      (Object.getPrototypeOf(error.constructor) as { name: string }).name,
    );
    this.adapter.reply(host.switchToHttp().getResponse(), error.getResponse(), error.getStatus());
  }
}

const hooks = {
  expectedPayment: (no_order: string) => (no_order === 'o-1' ? null : { money_order: '49.95' }),
  onPayment: ({ no_order }: { no_order: string }): unknown => {
    if (no_order === 'failing') throw new Error('the database is away');
    return no_order === 'slow' ? new Promise((done) => setTimeout(done, 600)) : undefined;
  },
};

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe('the responses of the notification routes', () => {
    let shop: Shop;
    let filter: WatchingFilter;
    const events: LianlianEvent[] = [];

    beforeAll(async () => {
      shop = await openShop({
        adapter,
        hooks,
        notifications: { budgetMs: 300 },
        configure: (app) => {
          filter = new WatchingFilter(app.getHttpAdapter() as AbstractHttpAdapter);
          app.useGlobalFilters(filter);
        },
      });
      shop.app.get(LianlianService).events.all$.subscribe((event) => events.push(event));
    });
    afterAll(() => shop.close());

    const rows = rowsUnder(page, 'Responses of the notification routes');

    it.each([
      ['no JSON', '{', 400, 'malformed'],
      ['what nobody signed', { ...payment(), sign: 'x' }, 401, 'invalid-signature'],
      [
        'another merchant’s',
        signedByLianlian({ ...payment(), oid_partner: OTHER_OID_PARTNER }, keys.lianlian.privateKey),
        401,
        'unknown-merchant',
      ],
      ['an unknown order', payment({ no_order: 'o-1' }), 409, 'unknown-order'],
      ['another amount', payment({ money_order: '0.01' }), 409, 'other-amount'],
      ['too much', `{"a":"${'x'.repeat(70_000)}"}`, 413, 'too-large'],
      ['a handler that throws', payment({ no_order: 'failing' }), 500, 'failed'],
      ['a handler that is slow', payment({ no_order: 'slow' }), 503, 'over-budget'],
    ] as const)('to %s', async (_what, body, status, reason) => {
      events.length = filter.seen.length = 0;
      const response = await post(shop.notifyUrl, body);
      const row = rows.find(([first]) => first === String(status)) ?? [];
      expect(response.status).toBe(status);
      expect(filter.seen).toContain(codeIn(row[1])[0]);
      expect(codeIn(row[2])).toContain(reason);
      expect(events.map((event) => (event.type === 'refused' ? event.reason : event.type))).toContain(reason);
    });

    it('with the body that the page shows', async () => {
      const { text } = await post(shop.notifyUrl, payment({ no_order: 'o-1', oid_paybill: '1000000001' }));
      expect(JSON.parse(text)).toEqual(bodies[2]);
    });

    it('names the 403 of a list of addresses', async () => {
      const strict = await openShop({ adapter, hooks, notifications: { allowedSources: ['192.0.2.1'] } });
      try {
        const { status } = await post(strict.notifyUrl, payment());
        expect(rows.find(([first]) => first === String(status))?.[2]).toContain('`source`');
      } finally {
        await strict.close();
      }
    });
  });

  describe("what the app's own clients get", () => {
    const open = (filter: ExceptionFilter): Promise<Shop> =>
      openShop({
        adapter,
        hooks,
        controllers: [CallsController],
        configure: (app) => app.useGlobalFilters(filter),
      });

    it('of the filter, as the page shows it', async () => {
      const shop = await open(new LianlianExceptionFilter());
      try {
        const problem = await fetch(`${shop.url}/calls/code`, {
          headers: { accept: 'application/problem+json' },
        });
        expect(JSON.parse((await get(`${shop.url}/calls/code`)).text)).toEqual(bodies[0]);
        expect(await problem.json()).toEqual(bodies[1]);
      } finally {
        await shop.close();
      }
    });

    it('of the filter that the page writes', async () => {
      const { PaymentErrorsFilter } = (await load('payment-errors.filter.js')) as {
        PaymentErrorsFilter: new () => ExceptionFilter;
      };
      const shop = await open(new PaymentErrorsFilter());
      try {
        const { status, text } = await get(`${shop.url}/calls/lost`);
        const told = { ok: false, code: 'outcome-unknown', mayHavePaid: true };
        expect({ status, ...(JSON.parse(text) as object) }).toMatchObject({ status: 502, ...told });
      } finally {
        await shop.close();
      }
    });
  });
});

it('names every reason of a refusal', () => {
  const named = rowsUnder(page, 'Responses of the notification routes').flatMap(([, , cell]) => codeIn(cell));
  const operations = rowsUnder(
    pages.find(({ path }) => path === 'docs/operations.md') ?? page,
    'What operators see',
  );
  const [, , known] = operations.find(([event]) => event === '`refused`') ?? [];
  // What the row of operations says of the event itself is no reason.
  const reasons = codeIn(known).filter((code) => !['status', 'reason'].includes(code));
  expect(new Set(named.filter((code) => !['refused', 'failed', 'hook', 'cause'].includes(code)))).toEqual(
    new Set(reasons),
  );
});
