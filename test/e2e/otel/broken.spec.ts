import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Attributes, context, type ContextManager, type Meter, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { LianlianApiError, LianlianEvents, LianlianModule, LianlianService } from 'nestjs-lianlian';
import { lianlianLogContext, LianlianOtelModule, type LianlianOtelOptions } from 'nestjs-lianlian/otel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { post } from '../../support/http.js';
import { testKeys } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { openShop, payment } from '../../support/shop.js';
import { merchantOptions } from '../calls/support/app.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { signedResponse } from '../calls/support/lianlian-side.js';
import { SUCCESS, WECHAT_QR } from '../calls/support/samples.js';

const keys = testKeys();
let gateway: Gateway;
const escaped: unknown[] = [];
const note = (error: unknown): void => {
  escaped.push(error);
};

beforeAll(async () => {
  gateway = await startGateway(() => signedResponse(SUCCESS, keys.lianlian.privateKey));
  process.on('unhandledRejection', note);
});
afterEach(() => {
  context.disable();
  escaped.length = 0;
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await gateway.stop();
});

const fail = (): never => {
  throw new Error('the exporter is out of order');
};

function processor(own: Partial<SpanProcessor>): LianlianOtelOptions {
  const done = async (): Promise<void> => undefined;
  const whole = {
    onStart: () => undefined,
    onEnd: () => undefined,
    forceFlush: done,
    shutdown: done,
    ...own,
  };
  return { tracerProvider: new NodeTracerProvider({ spanProcessors: [whole] }) };
}

/** A tracer whose spans have one method that throws. */
function spans(method: keyof Span): LianlianOtelOptions {
  return processor({ onStart: (span) => void Object.assign(span, { [method]: fail }) });
}

function manager(own: Partial<ContextManager>): LianlianOtelOptions {
  context.setGlobalContextManager(Object.assign(new AsyncLocalStorageContextManager().enable(), own));
  return processor({});
}

function running(run: (step: () => unknown) => unknown): LianlianOtelOptions {
  const ownWith = (_context: unknown, step: () => unknown): unknown => run(step);
  return manager({ with: ownWith as ContextManager['with'] });
}

function meters(record: (value: number, attributes?: Attributes) => unknown): LianlianOtelOptions {
  const instrument = { record, add: record };
  const meter = { createHistogram: () => instrument, createUpDownCounter: () => instrument };
  const whole = { ...meter, createCounter: () => instrument } as unknown as Meter;
  return { ...processor({}), meterProvider: { getMeter: () => whole } };
}

const BROKEN: [what: string, options: () => LianlianOtelOptions][] = [
  ['a processor that throws at the start', () => processor({ onStart: fail })],
  ['a processor that throws at the end', () => processor({ onEnd: fail })],
  ['a span that cannot be ended', () => spans('end')],
  ['a span that takes no attribute', () => spans('setAttribute')],
  ['a span that takes no attributes', () => spans('setAttributes')],
  ['a span that takes no status', () => spans('setStatus')],
  ['a span that gives no context', () => spans('spanContext')],
  ['a tracer that throws', () => ({ tracerProvider: { getTracer: () => ({ startSpan: fail }) as never } })],
  ['a context manager that throws', () => manager({ with: fail, active: fail })],
  ['a context manager without a context', () => manager({ active: fail })],
  ['a context manager that throws after the step', () => running((step) => (void step(), fail()))],
  [
    'a context manager that runs the step twice, and gives nothing',
    () => running((step) => [step(), step()].slice(2)),
  ],
  ['a context manager that runs nothing', () => running(() => undefined)],
  ['a meter that throws', () => meters(fail)],
  ['a meter that rejects', () => meters(async () => fail())],
  [
    'a span that rejects',
    () =>
      processor({
        onStart: (span) =>
          void Object.assign(span, { setAttributes: async () => fail(), end: async () => fail() }),
      }),
  ],
];
const SILENT = /twice|runs nothing/;
/** Nothing asks for it in the handling of a notification. */
const NOT_ASKED = 'gives no context';

describe.each(BROKEN)('with %s', (what, options) => {
  it('a call ends as LianLian says, and is made once', async () => {
    const logger = new RecordingLogger();
    @Module({
      imports: [
        LianlianModule.forRoot({ ...merchantOptions(keys), gateway: gateway.url }),
        LianlianOtelModule.forRoot(options()),
      ],
    })
    class AppModule {}
    const app = await NestFactory.createApplicationContext(AppModule, { logger });
    const lianlian = app.get(LianlianService);
    gateway.behave(() => signedResponse(SUCCESS, keys.lianlian.privateKey));
    const before = gateway.requests.length;
    await expect(lianlian.aggregateDirect.pay(WECHAT_QR)).resolves.toMatchObject({ ret_code: '0000' });
    gateway.behave(() => JSON.stringify({ ret_code: '1004', ret_msg: 'no' }));
    await expect(lianlian.aggregateDirect.pay(WECHAT_QR)).rejects.toThrow(LianlianApiError);
    await app.close();
    expect(gateway.requests.length - before).toBe(2);
    expectLines(logger, SILENT.test(what) ? 0 : 1);
  });

  it('a notification is handled once and acknowledged, and one whose hook fails is reported', async () => {
    const told: object[] = [];
    let failures = 1;
    const shop = await openShop({
      adapter: 'express',
      hooks: {
        expectedPayment: () => ({ money_order: '49.95' }),
        onPayment: () => {
          told.push(lianlianLogContext());
          if (failures-- > 0) throw new Error('of the hook');
        },
      },
      imports: [LianlianOtelModule.forRoot(options()) as never],
    });
    const notification = payment();
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await post(shop.notifyUrl, notification)).status);
    const counts = shop.app.get(LianlianEvents).counts();
    await shop.close();
    expect(statuses).toEqual([500, 200, 200]);
    expect(counts).toEqual({ received: 3, failed: 1, handled: 1, repeated: 1 });
    expect(told).toHaveLength(2);
    expect(shop.logger.texts('error').filter((line) => line.includes('onPayment failed'))).toHaveLength(1);
    expectLines(shop.logger, SILENT.test(what) || what.includes(NOT_ASKED) ? 0 : 1);
  });
});

function expectLines(logger: RecordingLogger, count: number): void {
  const lines = logger.texts('error').filter((line) => line.includes('OpenTelemetry failed'));
  expect(lines).toHaveLength(count);
  for (const line of lines) expect(line).toContain('the exporter is out of order');
  expect(escaped).toEqual([]);
}
