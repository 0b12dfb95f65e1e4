import { inspect } from 'node:util';

import {
  type LianlianCallOptions,
  type LianlianService,
  type LianlianSharedOptions,
  LianlianTransport,
  LianlianValidationError,
  type RedirectForm,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, merchantOptions, startLianlian } from './support/app.js';
import { failure } from './support/failure.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant, signedResponse } from './support/lianlian-side.js';
import { startProxy } from './support/proxy.js';
import { CARD, PAGE, QUERIES, SMS_STEP, SUCCESS, WECHAT_QR } from './support/samples.js';

const keys = testKeys();
const success = signedResponse(SUCCESS, keys.lianlian.privateKey);
const apps: App[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.reset();
  gateway.behave(() => success);
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function start(options: LianlianSharedOptions = {}): Promise<LianlianService> {
  const app = await startLianlian(keys, { gateway: gateway.url, busiPartner: '109001', ...options });
  apps.push(app);
  return app.lianlian;
}

/** The form of `PAGE`, as it is without options. */
function expectSignedForm({ action, fields }: RedirectForm): void {
  expect(new URL(action).origin).toBe(gateway.url);
  expect(fields).toMatchObject({ no_order: PAGE.no_order, money_order: PAGE.money_order });
  expect(fields).not.toHaveProperty('signal');
  expect(fields).not.toHaveProperty('timeoutMs');
  expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
}

type Call = (lianlian: LianlianService, options?: LianlianCallOptions) => Promise<unknown>;

const ORDER = { no_order: 'order-1', dt_order: '20261121120000' };
const REFUND = { ...ORDER, no_refund: 'r-1', dt_refund: '20261121120000', money_refund: '1.00' };
const PAYING: Readonly<Record<string, Call>> = {
  'a WeChat payment': ({ aggregateDirect }, options) => aggregateDirect.pay(WECHAT_QR, options),
  'a card payment': ({ easypayDirect }, options) => easypayDirect.apply(CARD, options),
  'an SMS code': ({ easypayDirect }, options) => easypayDirect.verify(SMS_STEP, options),
  'a refund': ({ refunds }, options) => refunds.apply(REFUND, options),
};
const ASKING: Readonly<Record<string, Call>> = {
  'a query': ({ aggregateQuery }, options) => aggregateQuery.query({ no_order: 'order-1' }, options),
  'a refund query': ({ refunds }, options) =>
    refunds.query({ no_refund: 'r-1', dt_refund: '20261121120000' }, options),
  'a look at an order': ({ queries }, options) => queries.find({ product: 'aggregate', ...ORDER }, options),
  'a list of cards': ({ cards }, options) => cards.listAll({ user_id: 'u-1', pay_type: 'D' }, options).next(),
};
const CALLS = Object.entries({ ...PAYING, ...ASKING });

/** Aborts when the gateway has the request, which it leaves without a response. */
function abortOnArrival(): AbortSignal {
  const controller = new AbortController();
  gateway.behave(() => {
    controller.abort();
    return undefined;
  });
  return controller.signal;
}

describe('a signal', () => {
  it.each(CALLS)('that aborted before %s leaves it unsent', async (_name, call) => {
    const error = await failure(call(await start(), { signal: AbortSignal.abort() }));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain('its signal aborted it before it was sent. Nothing was sent.');
    expect(gateway.requests).toEqual([]);
  });

  it.each(CALLS)(
    'that aborts once LianLian has %s leaves it unknown, and it is not repeated',
    async (_name, call) => {
      const error = await failure(call(await start(), { signal: abortOnArrival() }));
      expect(error.outcome).toBe('unknown');
      expect(error.message).toContain(
        'its signal aborted it after it was sent. It may have been carried out',
      );
      expect(gateway.requests).toHaveLength(1);
    },
  );

  it('that aborts before a form is signed gives none', async () => {
    const merchantSource = { find: () => new Promise<never>(() => undefined) };
    const app = await startLianlian(keys, { merchants: [], merchantSource });
    apps.push(app);
    const { signal } = new AbortController();
    const request = { ...PAGE, oid_partner: OID_PARTNER };
    const late = app.lianlian.aggregateRedirect.createForm(request, { signal: AbortSignal.abort() });
    expect((await failure(late)).outcome).toBe('not-sent');
    const lianlian = await start();
    expectSignedForm(await lianlian.aggregateRedirect.createForm(PAGE, { signal }));
  });

  it('gives the reason of the abort as the cause', async () => {
    const reason = new Error('the customer closed the page');
    const error = await failure(
      (await start()).aggregateDirect.pay(WECHAT_QR, { signal: AbortSignal.abort(reason) }),
    );
    expect(error.cause).toBe(reason);
  });

  it('aborts while a tunnel is waited for: nothing was sent', async () => {
    const proxy = await startProxy();
    proxy.behave('silent');
    const controller = new AbortController();
    const paying = (await start({ http: { proxy: proxy.url, timeoutMs: 2_000 } })).aggregateDirect.pay(
      WECHAT_QR,
      {
        signal: controller.signal,
      },
    );
    await expect.poll(() => proxy.asked.length).toBeGreaterThan(0);
    controller.abort();
    expect((await failure(paying)).outcome).toBe('not-sent');
    await proxy.stop();
  });

  it('that cannot be left again is refused before anything is sent', async () => {
    const signal = { aborted: false, addEventListener: () => undefined } as unknown as AbortSignal;
    await expect((await start()).aggregateDirect.pay(WECHAT_QR, { signal })).rejects.toThrow(/signal/);
  });

  it('that never aborts is left as it was', async () => {
    const { signal } = new AbortController();
    const listeners: string[] = [];
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners.push(args[0]);
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners.pop();
      removeEventListener.apply(signal, args);
    };
    await (await start()).aggregateDirect.pay(WECHAT_QR, { signal });
    expect(listeners).toEqual([]);
  });

  it('may serve several calls, and ends each of them', async () => {
    const lianlian = await start();
    const controller = new AbortController();
    gateway.behave(() => undefined);
    const { signal } = controller;
    const calls = ['a', 'b', 'c'].map((info_order) =>
      failure(lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order }, { signal })),
    );
    await expect.poll(() => gateway.requests.length).toBe(3);
    controller.abort();
    expect((await Promise.all(calls)).map(({ outcome }) => outcome)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

describe('timeoutMs of a call', () => {
  it.each(CALLS)('ends %s in its own time, not in that of the settings', async (_name, call) => {
    gateway.behave(() => undefined);
    const error = await failure(call(await start({ http: { timeoutMs: 60_000 } }), { timeoutMs: 200 }));
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain('no response from LianLian within 200 ms');
  });

  it('may be longer than that of the settings', async () => {
    gateway.behave((_request, response) => {
      setTimeout(() => response.end(success), 2_500);
      return undefined;
    });
    const lianlian = await start({ http: { timeoutMs: 300 } });
    await expect(lianlian.aggregateDirect.pay(WECHAT_QR, { timeoutMs: 30_000 })).resolves.toMatchObject({
      ret_code: '0000',
    });
  });

  it.each([
    [
      'its time is over',
      () => ({ timeoutMs: 150 }),
      'the merchant was not looked up within 150 ms. Nothing was sent',
    ],
    [
      'its signal aborts',
      () => ({ signal: AbortSignal.timeout(100) }),
      'its signal aborted it before it was sent',
    ],
  ] as const)('counts the look-up of a merchant: %s', async (_name, options, sentence) => {
    const merchantSource = { find: () => new Promise<never>(() => undefined) };
    const app = await startLianlian(keys, { gateway: gateway.url, merchants: [], merchantSource });
    apps.push(app);
    const request = { ...WECHAT_QR, oid_partner: OID_PARTNER };
    const error = await failure(app.lianlian.aggregateDirect.pay(request, options()));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(sentence);
    expect(error.message).toContain('order-1');
  });

  it.each([
    ['its time is over', () => ({ timeoutMs: 150 }), 'the signer did not answer within 150 ms'],
    [
      'its signal aborts',
      () => ({ signal: AbortSignal.timeout(100) }),
      'its signal aborted it before it was sent',
    ],
  ] as const)('counts the signature, whose signal it is: %s', async (_name, options, sentence) => {
    let asked: AbortSignal | undefined;
    let isTrial = true;
    const { privateKey: _key, ...merchant } = merchantOptions(keys);
    const { createSign } = await import('node:crypto');
    const signer = {
      sign: (source: Buffer, _type: unknown, _merchant: unknown, signal: AbortSignal): Promise<string> => {
        if (isTrial) {
          return Promise.resolve(createSign('md5').update(source).sign(keys.merchant.privateKey, 'base64'));
        }
        asked = signal;
        return new Promise(() => undefined);
      },
    };
    const app = await startLianlian(keys, { gateway: gateway.url, merchants: [{ ...merchant, signer }] });
    apps.push(app);
    isTrial = false;
    const error = await failure(
      app.lianlian.aggregateDirect.pay({ ...WECHAT_QR, oid_partner: OID_PARTNER }, options()),
    );
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(sentence);
    expect(asked?.aborted).toBe(true);
    expect(gateway.requests).toEqual([]);
  });
});

describe('a call is refused by the name of its option, and nothing is sent', () => {
  const TIMES = [NaN, Infinity, -Infinity, 0, -1, 1.5, '1000', null, 2 ** 31, 5n, {}];
  it.each(CALLS)('%s', async (_name, call) => {
    const lianlian = await start();
    const wrong = [
      ...TIMES.map((timeoutMs) => ['timeoutMs', { timeoutMs }] as const),
      ...[null, 'abort', {}, new AbortController()].map((signal) => ['signal', { signal }] as const),
      ['timeoutMS', { timeoutMS: 100 }] as const,
      ['timeout', { timeout: undefined }] as const,
      ['options', 1_000] as const,
      ['options', null] as const,
    ];
    for (const [property, options] of wrong) {
      const error: unknown = await call(lianlian, options as never).catch((reason: unknown) => reason);
      if (!(error instanceof LianlianValidationError)) throw new Error(inspect([options, error]));
      expect(error.violations.map((violation) => violation.property)).toEqual([property]);
      expect(error.outcome).toBe('not-sent');
    }
    expect(gateway.requests).toEqual([]);
  });

  it('a form', async () => {
    const lianlian = await start();
    await expect(lianlian.aggregateRedirect.createForm(PAGE, { timeoutMs: NaN })).rejects.toThrow(
      'timeoutMs',
    );
    expectSignedForm(await lianlian.aggregateRedirect.createForm(PAGE, { timeoutMs: 500 }));
  });
});

it('what is undefined is left out', async () => {
  const [, call] = QUERIES[0];
  await call(await start());
  await (await start()).aggregateDirect.pay(WECHAT_QR, { timeoutMs: undefined, signal: undefined });
  expect(gateway.requests).toHaveLength(2);
});

it('a wait ends with the last state when its signal aborts', async () => {
  const lianlian = await start();
  const waiting = lianlian.queries.waitForResult(
    { product: 'aggregate', ...ORDER },
    { everyMs: 60_000, signal: abortOnArrival() },
  );
  await expect(waiting).resolves.toEqual({ state: 'pending' });
  expect(gateway.requests).toHaveLength(1);
});

it('a transport of the app is given no call that is over', async () => {
  const { Test } = await import('@nestjs/testing');
  const { LianlianModule, LianlianService: Service } = await import('nestjs-lianlian');
  let posts = 0;
  const post = (): Promise<never> => {
    posts++;
    return Promise.reject(new Error('not reached'));
  };
  const app = await Test.createTestingModule({ imports: [LianlianModule.forRoot(merchantOptions(keys))] })
    .overrideProvider(LianlianTransport)
    .useValue({ post })
    .compile();
  const error = await failure(
    app.get(Service).aggregateQuery.query({ no_order: 'a' }, { signal: AbortSignal.abort() }),
  );
  expect(error.outcome).toBe('not-sent');
  expect(posts).toBe(0);
  await app.close();
});
