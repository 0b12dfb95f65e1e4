import { Controller, type INestApplication, Module } from '@nestjs/common';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  LianlianService,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';
import { type LianlianLogContext, lianlianLogContext, LianlianOtelModule } from 'nestjs-lianlian/otel';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { freePort } from '../../docs/run-snippets.js';
import { ADAPTERS } from '../../support/adapters.js';
import { startApp } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { signedByLianlian } from '../../support/lianlian-signs.js';
import { startTelemetry, type Telemetry } from './support/telemetry.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };

const PLANTED = {
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  cvv2: '739461',
  verify_code: '804317',
  riskPhone: '13812345678',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  goods: '羽毛球拍绝密',
  handler: 'the payer typed 4711-0815',
};

const handled = vi.fn<(notification: PaymentNotification, log: LianlianLogContext) => void>();

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }
  onPayment(notification: PaymentNotification): void {
    trace.getTracer('app').startSpan('write the order').end();
    handled(notification, lianlianLogContext());
  }
  override onRefund(_notification: RefundNotification): void {
    // Nothing to do.
  }
}

let telemetry: Telemetry;
let sandbox: LianlianSandbox;

beforeAll(async () => {
  telemetry = startTelemetry();
  sandbox = await LianlianSandbox.start();
});
afterAll(async () => {
  await sandbox.stop();
  await telemetry.stop();
});

let lastOrder = 0;

describe.each(ADAPTERS)('a shop with OpenTelemetry, on %s', (adapter) => {
  let app: INestApplication;
  let notifyUrl: string;
  let lianlian: LianlianService;

  beforeEach(async () => {
    telemetry.reset();
    handled.mockReset();
    const port = await freePort();
    notifyUrl = `http://127.0.0.1:${String(port)}/payments/notify`;
    const { tracerProvider, meterProvider } = telemetry;

    @Module({
      imports: [
        LianlianModule.forRoot({ ...sandbox.options, notifyUrl, busiPartner: '109001' }),
        LianlianOtelModule.forRoot({ tracerProvider, meterProvider }),
      ],
      controllers: [PaymentsController],
    })
    class AppModule {}
    ({ app } = await startApp(AppModule, adapter));
    await app.getHttpServer().close();
    await new Promise<void>((listening) => {
      app.getHttpServer().listen(port, '127.0.0.1', listening);
    });
    lianlian = app.get(LianlianService);
  });
  afterEach(() => app.close());

  const order = () => ({
    user_id: 'u-1',
    no_order: `otel${String(++lastOrder)}`,
    dt_order: new Date(),
    name_goods: PLANTED.goods,
    money_order: '49.95',
    risk_item: { frms_ware_category: '1009', user_info_bind_phone: PLANTED.riskPhone },
  });
  const pay = async (): Promise<string> => {
    const request = order();
    await lianlian.aggregateDirect.pay({ ...request, pay_type: 'I' });
    return request.no_order;
  };
  const only = (name: string): ReadableSpan => {
    const [span, ...others] = telemetry.named(name);
    expect([name, span === undefined ? 0 : others.length + 1]).toEqual([name, 1]);
    return span as ReadableSpan;
  };

  it('has a span for a call, and below it one for its HTTP request, as the conventions name things', async () => {
    const no_order = await pay();
    const call = only('lianlian aggregate.direct');
    const request = only('POST');
    expect(call.attributes).toEqual({
      'lianlian.api': 'aggregate.direct',
      'lianlian.oid_partner': sandbox.options.oidPartner,
      'lianlian.no_order': no_order,
      'lianlian.ret_code': '0000',
      'lianlian.outcome': 'answered',
    });
    expect(call.status.code).toBe(SpanStatusCode.UNSET);
    expect(request.kind).toBe(SpanKind.CLIENT);
    expect(request.parentSpanContext?.spanId).toBe(call.spanContext().spanId);
    const { hostname, port, origin } = new URL(sandbox.url);
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'server.address': hostname,
      'server.port': Number(port),
      'url.full': `${origin}/llwalletapi/combinepay.htm`,
      'lianlian.api': 'aggregate.direct',
      'lianlian.oid_partner': sandbox.options.oidPartner,
      'lianlian.no_order': no_order,
      'lianlian.ret_code': '0000',
    });
  });

  it('has a consumer span for a notification, linked to the call that sent the payment, with the handler below it', async () => {
    const no_order = await pay();
    const { oid_paybill } = await sandbox.pay(no_order);
    const call = only('lianlian aggregate.direct');
    const processed = only('process payment');
    expect(processed.kind).toBe(SpanKind.CONSUMER);
    expect(processed.links.map(({ context }) => context)).toEqual([call.spanContext()]);
    expect(processed.attributes).toEqual({
      'messaging.system': 'lianlian',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'payment',
      'messaging.message.id': oid_paybill,
      'lianlian.oid_partner': sandbox.options.oidPartner,
      'lianlian.no_order': no_order,
      'lianlian.oid_paybill': oid_paybill,
      'lianlian.event': 'handled',
      'lianlian.kind': 'payment',
    });
    expect(only('write the order').parentSpanContext?.spanId).toBe(processed.spanContext().spanId);
    const [, log] = handled.mock.lastCall ?? [];
    expect(log).toEqual({
      oid_partner: sandbox.options.oidPartner,
      no_order,
      oid_paybill,
      trace_id: processed.spanContext().traceId,
      span_id: processed.spanContext().spanId,
    });
    expect(lianlianLogContext()).toEqual({});
  });

  it('links the notification of a refund to the call that asked for it', async () => {
    const no_order = await pay();
    await sandbox.pay(no_order);
    const no_refund = `${no_order}r`;
    await lianlian.refunds.apply({
      no_refund,
      dt_refund: new Date(),
      money_refund: '9.95',
      no_order,
      dt_order: sandbox.transaction(no_order).dt_order,
    });
    await vi.waitFor(() => {
      expect(telemetry.named('process refund')).toHaveLength(1);
    }, WAIT);
    const links = only('process refund').links.map(({ context }) => context);
    expect(links).toEqual([only('lianlian refund.apply').spanContext()]);
  });

  it('shows numbers that could break or forge a line on one line, in spans and in the log context', async () => {
    const hostile = signedByLianlian(
      {
        oid_partner: sandbox.options.oidPartner,
        no_order: 'otel\u2028\u202eforged',
        dt_order: '20261121120000',
        oid_paybill: '20261121\u0085paid',
        money_order: '49.95',
        pay_type: 'D',
        result_pay: 'SUCCESS',
      },
      sandbox.lianlianPrivateKey,
    );
    expect((await post(notifyUrl, hostile)).status).toBe(200);
    const numbers = { no_order: 'otel\\u2028\\u202eforged', oid_paybill: '20261121\\u0085paid' };
    expect(only('process payment').attributes).toMatchObject({
      'messaging.message.id': numbers.oid_paybill,
      'lianlian.no_order': numbers.no_order,
      'lianlian.oid_paybill': numbers.oid_paybill,
    });
    const [notification, log] = handled.mock.lastCall ?? [];
    expect(log).toMatchObject(numbers);
    // The app is given what LianLian signed.
    expect(notification?.no_order).toBe(hostile['no_order']);
  });

  it('tells refusals and failures apart, by class and reason alone', async () => {
    const refused = signedByLianlian(
      {
        oid_partner: sandbox.options.oidPartner,
        no_order: 'otel-refused',
        dt_order: '20261121120000',
        oid_paybill: '2026112100000009',
        money_order: '1.00',
        pay_type: 'D',
        result_pay: 'SUCCESS',
      },
      sandbox.lianlianPrivateKey,
    );
    expect((await post(notifyUrl, refused)).status).toBe(409);
    expect(only('process payment').attributes).toMatchObject({
      'lianlian.event': 'refused',
      'lianlian.reason': 'other-amount',
      'error.type': 'other-amount',
      'http.response.status_code': 409,
    });
    telemetry.reset();
    handled.mockImplementation(() => {
      throw new RangeError(PLANTED.handler);
    });
    const paid = { ...refused, money_order: '49.95', sign: '' };
    expect((await post(notifyUrl, signedByLianlian(paid, sandbox.lianlianPrivateKey))).status).toBe(500);
    const failed = only('process payment');
    expect(failed.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(failed.events).toEqual([]);
    expect(failed.attributes).toMatchObject({
      'lianlian.event': 'failed',
      'lianlian.hook': 'onPayment',
      'error.type': 'RangeError',
    });
    // What nobody signed has no span: only a count.
    telemetry.reset();
    expect((await post(notifyUrl, { ...refused, sign: 'AAAA' })).status).toBe(401);
    expect(telemetry.spans()).toEqual([]);
  });

  it('has an error with its outcome for a call that failed, and none for a query without a result', async () => {
    await expect(
      lianlian.refunds.apply({
        no_refund: 'r-of-nothing',
        dt_refund: new Date(),
        money_refund: '1.00',
        no_order: 'there-is-none',
        dt_order: new Date(),
      }),
    ).rejects.toThrow();
    expect(only('lianlian refund.apply')).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'LianlianApiError', 'lianlian.outcome': 'failed' },
    });
    expect(only('lianlian refund.apply').attributes['lianlian.ret_code']).toMatch(/^\d{4}$/);
    await lianlian.queries.find({ product: 'aggregate', no_order: 'no-such', dt_order: new Date() });
    expect(only('lianlian aggregate.query').status.code).toBe(SpanStatusCode.UNSET);
    await expect(lianlian.aggregateDirect.pay({} as never)).rejects.toThrow();
    expect(only('lianlian aggregate.direct').attributes).toMatchObject({
      'error.type': 'LianlianValidationError',
      'lianlian.outcome': 'not-sent',
    });
  });

  it('measures requests, calls and notifications, and counts events', async () => {
    const count = async (metric: string, wanted: Record<string, unknown>): Promise<number> => {
      const points = (await telemetry.points(metric)).filter(({ attributes }) =>
        Object.entries(wanted).every(([name, value]) => attributes[name] === value),
      );
      return points.reduce((sum, { value }) => sum + (typeof value === 'number' ? value : value.count), 0);
    };
    const metrics = [
      ['http.client.request.duration', { 'http.response.status_code': 200, 'http.request.method': 'POST' }],
      ['lianlian.call.duration', { 'lianlian.api': 'aggregate.direct', 'lianlian.outcome': 'answered' }],
      [
        'messaging.process.duration',
        { 'messaging.system': 'lianlian', 'messaging.destination.name': 'payment' },
      ],
      ['lianlian.events', { 'lianlian.event': 'handled', 'lianlian.kind': 'payment' }],
      ['lianlian.events', { 'lianlian.event': 'refused', 'lianlian.reason': 'invalid-signature' }],
    ] as const;
    const counts = (): Promise<number[]> => Promise.all(metrics.map(([name, wanted]) => count(name, wanted)));
    const before = await counts();
    let activeMeanwhile = 0;
    handled.mockImplementation(() => undefined);
    const no_order = await pay();
    const calls = Promise.all([pay(), pay()]);
    activeMeanwhile = await count('lianlian.call.active', { 'lianlian.api': 'aggregate.direct' });
    await calls;
    await sandbox.pay(no_order);
    await post(notifyUrl, {
      ...signedByLianlian(
        {
          oid_partner: sandbox.options.oidPartner,
          no_order: 'x',
          oid_paybill: '1',
          money_order: '1.00',
          result_pay: 'SUCCESS',
        },
        sandbox.lianlianPrivateKey,
      ),
      sign: 'AAAA',
    });
    const after = await counts();
    expect(after.map((value, index) => value - (before[index] ?? 0))).toEqual([3, 3, 1, 1, 1]);
    expect(activeMeanwhile).toBe(2);
    expect(await count('lianlian.call.active', {})).toBe(0);
    expect(await count('lianlian.notification.active', {})).toBe(0);
    for (const { attributes } of await telemetry.points('lianlian.events')) {
      expect(Object.keys(attributes).join()).not.toMatch(/no_order|oid_/);
    }
  });

  it('holds no personal data and no secret', async () => {
    const card = {
      ...order(),
      pay_type: 'M' as const,
      card_no: PLANTED.card_no,
      acct_name: PLANTED.acct_name,
      id_type: '0' as const,
      id_no: PLANTED.id_no,
      bind_mob: PLANTED.bind_mob,
    };
    const { token = '' } = await lianlian.easypayDirect.apply(card);
    const { no_order, dt_order, money_order } = card;
    const step = { no_order, dt_order, money_order, token, verify_code: PLANTED.verify_code };
    await lianlian.easypayDirect.verify(step).catch(() => undefined);
    await lianlian.aggregateDirect
      .pay({ ...order(), pay_type: 'W', appid: 'wx0123456789abcdef', openid: PLANTED.openid })
      .catch(() => undefined);
    await lianlian.easypayRedirect
      .createH5Form({ ...card, app_request: '3' } as never)
      .catch(() => undefined);
    handled.mockImplementation(() => {
      throw new Error(PLANTED.handler);
    });
    await sandbox.pay(await pay());
    expect(telemetry.spans().length).toBeGreaterThan(8);
    const text = await telemetry.everything();
    expect(token).not.toBe('');
    for (const secret of [...Object.values(PLANTED), token]) expect(text).not.toContain(secret);
    const key = sandbox.options.privateKey.replaceAll(/-----.*-----|\s/g, '');
    expect(text).not.toContain(key.slice(40, 80));
    expect(text).toContain(no_order);
  });
});
