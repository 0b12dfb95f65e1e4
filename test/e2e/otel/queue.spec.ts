import {
  type Context,
  context,
  diag,
  DiagLogLevel,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { LianlianService } from 'nestjs-lianlian';
import { LianlianOtelModule } from 'nestjs-lianlian/otel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { openQueueShop, type QueueShopSetup, rawQueue, removeQueue } from '../bullmq/support/queue-shop.js';
import { PAGE } from '../calls/support/samples.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import type { QueueShop } from '../queues/support/queue-shop.js';
import { recordSpans, type SpanRecorder, startTelemetry, type Telemetry } from './support/telemetry.js';
import { traceRequests } from './support/trace-requests.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };
const ENTRY_TRACE = '0af7651916cd43dd8448eb211c80319c';
/** What a proxy in front of the shop might send. */
const FROM_PROXY = {
  traceparent: `00-${ENTRY_TRACE}-b7ad6b7169203331-01`,
  tracestate: 'vendor=abc',
  baggage: 'region=east',
};

const idsOf = ({ traceId, spanId }: { traceId: string; spanId: string }): string => `${traceId}-${spanId}`;
const spanIds = (span: ReadableSpan | undefined): string => (span ? idsOf(span.spanContext()) : 'none');
const parentIds = (span: ReadableSpan | undefined): string =>
  span?.parentSpanContext === undefined ? 'none' : idsOf(span.parentSpanContext);
const linkIds = (span: ReadableSpan | undefined): string[] | undefined =>
  span?.links.map((link) => idsOf(link.context));

await describeWithSharedRedis('a trace through the queue', () => {
  let telemetry: Telemetry;
  let web: SpanRecorder;
  let worker: SpanRecorder;
  const opened: QueueShop[] = [];

  beforeAll(() => {
    telemetry = startTelemetry();
  });
  afterAll(() => telemetry.stop());
  beforeEach(() => {
    web = recordSpans();
    worker = recordSpans();
  });
  afterEach(async () => {
    for (const { close } of opened) await close();
    for (const name of new Set(opened.map(({ queueName }) => queueName)))
      await removeQueue(SHARED_REDIS, name);
    opened.length = 0;
  });

  const open = async (
    { tracerProvider }: SpanRecorder,
    setup: Partial<QueueShopSetup> = {},
  ): Promise<QueueShop> => {
    const imports = [LianlianOtelModule.forRoot({ tracerProvider })];
    const shop = await openQueueShop({ redisUrl: SHARED_REDIS, imports, ...setup });
    opened.push(shop);
    return shop;
  };
  const openWeb = async (setup: Partial<QueueShopSetup> = {}): Promise<QueueShop> => {
    const shop = await open(web, { queue: { worker: false }, ...setup });
    traceRequests(shop.app, web.tracerProvider);
    return shop;
  };
  const notify = async (
    { notifyUrl }: QueueShop,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, string>> => {
    const body = payment({ oid_paybill: uniqueNumber('2026'), no_order: PAGE.no_order });
    expect(await post(notifyUrl, body, undefined, headers)).toMatchObject({ status: 200, text: ACK });
    return body;
  };
  const processed = async (recorder: SpanRecorder): Promise<ReadableSpan> => {
    const [span] = await vi.waitFor(() => {
      const found = recorder.named('process payment');
      expect(found).toHaveLength(1);
      return found;
    }, WAIT);
    return span as ReadableSpan;
  };
  /** The only job that waits, before a worker is there. */
  const waitingJob = async <T>(
    { queueName }: QueueShop,
    use: (job: Awaited<ReturnType<ReturnType<typeof rawQueue>['getWaiting']>>[number]) => Promise<T>,
  ): Promise<T> => {
    const queue = rawQueue(SHARED_REDIS, queueName);
    const [job, ...others] = await queue.getWaiting();
    expect(others).toEqual([]);
    if (job === undefined) throw new Error('No job waits.');
    const result = await use(job);
    await queue.close();
    return result;
  };
  const traceOf = (shop: QueueShop): Promise<unknown> =>
    waitingJob(shop, (job) => Promise.resolve(job.data.trace));

  it.each(ADAPTERS)('leads from the request to the handler of another app, on %s', async (adapter) => {
    const receiving = await openWeb({ adapter });
    await receiving.app.get(LianlianService).aggregateRedirect.createForm(PAGE);
    const { no_order, oid_paybill } = await notify(receiving, FROM_PROXY);

    const [call] = web.named('lianlian aggregate.redirect');
    const [request] = web.named('POST');
    const [sent] = web.named('send payment');
    expect(parentIds(request)).toBe(`${ENTRY_TRACE}-b7ad6b7169203331`);
    expect(parentIds(sent)).toBe(spanIds(request));
    expect(sent?.kind).toBe(SpanKind.PRODUCER);
    expect(linkIds(sent)).toEqual([spanIds(call)]);
    expect(sent?.attributes).toEqual({
      'messaging.system': 'lianlian',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'payment',
      'messaging.message.id': oid_paybill,
      'lianlian.oid_partner': OID_PARTNER,
      'lianlian.no_order': no_order,
      'lianlian.oid_paybill': oid_paybill,
      'lianlian.event': 'queued',
      'lianlian.kind': 'payment',
    });
    // This is all that Redis gets to know of it.
    expect(await traceOf(receiving)).toEqual({
      creation: { ...FROM_PROXY, traceparent: `00-${spanIds(sent)}-01` },
      call: { traceparent: `00-${spanIds(call)}-01` },
    });

    const region = vi.fn<(region: string | undefined) => void>();
    const onPayment = (): void => {
      worker.tracerProvider.getTracer('app').startSpan('write the order').end();
      region(propagation.getActiveBaggage()?.getEntry('region')?.value);
    };
    await open(worker, { queueName: receiving.queueName, hooks: { onPayment } });
    const handled = await processed(worker);
    expect(handled.spanContext().traceId).toBe(ENTRY_TRACE);
    expect(handled.kind).toBe(SpanKind.CONSUMER);
    expect(parentIds(handled)).toBe(spanIds(sent));
    expect(handled.parentSpanContext?.isRemote).toBe(true);
    expect(linkIds(handled)).toEqual([spanIds(sent), spanIds(call)]);
    expect(handled.spanContext().traceState?.get('vendor')).toBe('abc');
    expect(parentIds(worker.named('write the order')[0])).toBe(spanIds(handled));
    expect(region).toHaveBeenCalledExactlyOnceWith('east');
    expect(web.named('process payment')).toEqual([]);
    expect(worker.named('send payment')).toEqual([]);
  });

  it('holds every attempt, where one app does it all', async () => {
    const onPayment = vi.fn().mockRejectedValueOnce(new RangeError('the database is away'));
    const shop = await openWeb({ queue: {}, hooks: { onPayment } });
    await notify(shop);
    await vi.waitFor(() => {
      expect(web.named('process payment')).toHaveLength(2);
    }, WAIT);
    const [sent] = web.named('send payment');
    const attempts = web.named('process payment');
    expect(attempts.map(parentIds)).toEqual([spanIds(sent), spanIds(sent)]);
    expect(attempts.map(linkIds)).toEqual([[spanIds(sent)], [spanIds(sent)]]);
    expect(attempts.map(({ attributes }) => attributes['error.type'])).toEqual(['RangeError', undefined]);
  });

  describe('where a span was active when the worker started', () => {
    const startWorkerWithin = async (span: Span, { queueName }: QueueShop): Promise<ReadableSpan> => {
      await context.with(trace.setSpan(context.active(), span), () => open(worker, { queueName }));
      return processed(worker);
    };
    const startSpan = (): Span => worker.tracerProvider.getTracer('app').startSpan('work through the queue');

    it('leaves it the parent while it is under way, and links to the request', async () => {
      const receiving = await openWeb();
      await notify(receiving, FROM_PROXY);
      const around = startSpan();
      const handled = await startWorkerWithin(around, receiving);
      expect(parentIds(handled)).toBe(idsOf(around.spanContext()));
      expect(linkIds(handled)).toEqual([spanIds(web.named('send payment')[0])]);
      around.end();
    });

    it('leaves out one that has ended', async () => {
      const receiving = await openWeb();
      await notify(receiving);
      const around = startSpan();
      around.end();
      const handled = await startWorkerWithin(around, receiving);
      expect(parentIds(handled)).toBe(spanIds(web.named('send payment')[0]));
    });
  });

  it('has the failure of a queue that is out of reach, by its reason', async () => {
    const queue = { connection: 'redis://127.0.0.1:1', worker: false, timeoutMs: 200 };
    const shop = await openWeb({ queue });
    expect((await post(shop.notifyUrl, payment())).status).toBe(503);
    const [sent] = web.named('send payment');
    expect(sent?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(sent?.attributes).toMatchObject({
      'error.type': 'inbox-unreachable',
      'lianlian.event': 'refused',
      'lianlian.reason': 'inbox-unreachable',
    });
  });

  it.each([
    ['none, as older versions wrote it', undefined],
    ['null', null],
    ['text', FROM_PROXY.traceparent],
    ['a list', [FROM_PROXY]],
    ['numbers', { creation: 1, call: 2 }],
    ['null in it', { creation: null, call: null }],
    ['a traceparent that is none', { creation: { traceparent: 'x'.repeat(55) }, call: { traceparent: '' } }],
    ['zeros', { creation: { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` } }],
    ['values that are not text', { creation: { traceparent: { a: 1 }, tracestate: [1], baggage: 5 } }],
    ['a list of traceparents', { creation: { traceparent: [FROM_PROXY.traceparent], baggage: [null] } }],
    ['too much', { creation: { traceparent: `01-${ENTRY_TRACE}-b7ad6b7169203331-01-${'x'.repeat(9_000)}` } }],
    [
      'the version that there will never be',
      { creation: { traceparent: `ff-${ENTRY_TRACE}-b7ad6b7169203331-01` } },
    ],
  ])('handles a job whose trace is %s, in a trace of its own', async (_what, trace) => {
    const onPayment = vi.fn();
    const receiving = await openWeb();
    await notify(receiving);
    await waitingJob(receiving, (job) => job.updateData({ ...job.data, trace }));
    await open(worker, { queueName: receiving.queueName, hooks: { onPayment } });
    const handled = await processed(worker);
    expect(onPayment).toHaveBeenCalledTimes(1);
    expect(parentIds(handled)).toBe('none');
    expect(handled.links).toEqual([]);
  });

  describe("with a propagator of the app's", () => {
    const useAnother = (propagator: Partial<TextMapPropagator>): void => {
      propagation.disable();
      const none = { inject: () => undefined, extract: (active: Context) => active, fields: () => [] };
      propagation.setGlobalPropagator({ ...none, ...propagator });
    };
    afterEach(() => {
      diag.disable();
      propagation.disable();
      telemetry.tracerProvider.register();
    });

    it('writes what it writes, and nothing where it writes nothing', async () => {
      useAnother({
        inject: (from, carrier, { set }) => {
          set(carrier, 'x-trace', trace.getSpan(from)?.spanContext().spanId ?? '');
          set(carrier, 'x-number', 1n as unknown as string);
          set(carrier, 'x-long', 'x'.repeat(9_000));
        },
      });
      const first = await openWeb();
      await notify(first);
      const spanId = web.named('send payment')[0]?.spanContext().spanId;
      expect(await traceOf(first)).toEqual({ creation: { 'x-trace': spanId } });

      useAnother({});
      const second = await openWeb();
      await notify(second);
      expect(await waitingJob(second, ({ data }) => Promise.resolve(Object.keys(data)))).toEqual([
        'route',
        'message',
      ]);
    });

    it('loses no notification for one that throws, and tells of it without its message', async () => {
      const error = vi.fn<(message: string) => void>();
      const nothing = (): undefined => undefined;
      diag.setLogger(
        { error, warn: nothing, info: nothing, debug: nothing, verbose: nothing },
        DiagLogLevel.ERROR,
      );
      const failing = (): never => {
        throw new RangeError('secret=4711');
      };
      const receiving = await openWeb();
      await notify(receiving);
      useAnother({ inject: failing, extract: failing });
      const shop = await open(worker, { queueName: receiving.queueName });
      await processed(worker);
      worker.reset();
      await notify(shop);
      await processed(worker);
      const told = (verb: string): string =>
        `nestjs-lianlian: the propagator failed to ${verb} the trace of a queued notification (RangeError)`;
      expect(error.mock.calls).toEqual([[told('read')], [told('write')]]);
    });
  });
});
