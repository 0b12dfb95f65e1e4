import {
  LianlianController,
  LianlianModule,
  type NotificationQueue,
  type PaymentNotification,
  type QueuedNotification,
  QueuedNotifications,
} from 'nestjs-lianlian';
import { Controller, type INestApplication, Module } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { ACK, post, sleep } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../../support/shop.js';

const MAX_HANDLING_MS = 3_000;

describe.each(ADAPTERS)('a queue of the app, on %s', (adapter) => {
  const jobs = new Map<string, QueuedNotification>();
  const enqueue = vi.fn((queued: QueuedNotification) => {
    jobs.set(queued.id, structuredClone(queued));
    return Promise.resolve();
  });
  const onPayment = vi.fn((_notification: PaymentNotification): unknown => undefined);
  let app: INestApplication;
  let notifyUrl: string;

  beforeEach(async () => {
    jobs.clear();
    vi.clearAllMocks();
    @Controller('payments')
    class PaymentsController extends LianlianController() {
      override expectedPayment = () => ({ money_order: '49.95' });
      override onPayment = onPayment;
    }
    class AppModule {}
    Module({
      imports: [
        LianlianModule.forRoot({
          oidPartner: OID_PARTNER,
          privateKey: keys.merchant.privateKey,
          lianlianPublicKey: keys.lianlian.publicKey,
          notifyUrl: 'https://shop.example.com/payments/notify',
          gateway: 'http://127.0.0.1:1',
          notifications: {
            queue: { enqueue } satisfies NotificationQueue,
            ...{ maxConcurrent: 1, maxHandlingMs: MAX_HANDLING_MS },
          },
        }),
      ],
      controllers: [PaymentsController],
    })(AppModule);
    const started = await startApp({ module: AppModule }, adapter, {
      options: { logger: new RecordingLogger() },
    });
    app = started.app;
    notifyUrl = `${started.url}/payments/notify`;
  });
  afterEach(() => app.close());

  const handle = (queued: unknown) => app.get(QueuedNotifications).handle(queued as QueuedNotification);
  const [first, second] = ['1', '2'].map(
    (n) => () => payment({ no_order: 'o', oid_paybill: uniqueNumber(n) }),
  );

  it('may return no promise: what it took is acknowledged', async () => {
    // What an app in JavaScript does.
    enqueue.mockImplementationOnce((queued) => {
      jobs.set(queued.id, queued);
      return undefined as unknown as Promise<void>;
    });
    expect(await post(notifyUrl, first?.() ?? {})).toMatchObject({ status: 200, text: ACK });
    expect(jobs.size).toBe(1);
    enqueue.mockImplementationOnce(() => {
      throw new Error('the queue is full');
    });
    expect((await post(notifyUrl, second?.() ?? {})).status).toBe(503);
    expect(jobs.size).toBe(1);
  });

  it('takes what requests bring, and a worker handles it, once for each order', async () => {
    for (const body of [first?.(), second?.()])
      expect(await post(notifyUrl, body ?? {})).toMatchObject({ status: 200, text: ACK });
    expect(onPayment).not.toHaveBeenCalled();
    const results = [];
    for (const job of jobs.values()) results.push(await handle(JSON.parse(JSON.stringify(job))));
    expect(results).toMatchObject([
      { status: 'handled' },
      { status: 'failed', isFinal: true, reason: expect.stringMatching(/^Refused: paid-twice/) as unknown },
    ]);
    expect(onPayment).toHaveBeenCalledTimes(1);
  });

  it.each([
    // The claim tells that it is a copy; without its time, nothing tells of which order.
    [{ pay_type: '' }, 'handled'],
    [{ dt_order: '' }, 'failed'],
  ])(
    "keeps LianLian's notification beside a payer's return of it, which lacks %o and cannot be decided",
    async (lacks, afterwards) => {
      const numbers = { no_order: 'o', oid_paybill: uniqueNumber('2') };
      const [returned, told] = [payment({ ...numbers, ...lacks }), payment(numbers)];
      for (const body of [returned, told, returned, told])
        expect(await post(notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
      expect(jobs.size).toBe(2);
      const [undecided, decided] = jobs.values();
      // LianLian cannot be asked about it.
      expect(await handle(undecided)).toMatchObject({ status: 'failed', isFinal: false });
      expect(await handle(decided)).toEqual({ status: 'handled' });
      expect(await handle(undecided)).toMatchObject({ status: afterwards });
      expect(onPayment).toHaveBeenCalledTimes(1);
    },
  );

  it('has time for a handler that had to wait for those before it, however long that was', async () => {
    onPayment.mockImplementation(() => sleep(MAX_HANDLING_MS / 2));
    for (const no_order of ['a', 'b', 'c', 'd'])
      await post(notifyUrl, payment({ no_order, oid_paybill: uniqueNumber('3') }));
    const results = await Promise.all([...jobs.values()].map(handle));
    expect(results).toEqual(results.map(() => ({ status: 'handled' })));
    expect(onPayment).toHaveBeenCalledTimes(4);
    onPayment.mockReset();
  });

  it('tells a worker that an order is being handled', async () => {
    await post(notifyUrl, first?.() ?? {});
    let end = (): void => undefined;
    onPayment.mockImplementationOnce(() => new Promise<void>((resolve) => (end = resolve)));
    const [job] = jobs.values();
    const running = handle(job);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    });
    expect(await handle(job)).toEqual({ status: 'busy' });
    end();
    expect(await running).toEqual({ status: 'handled' });
    expect(await handle(job)).toEqual({ status: 'handled' });
  });

  it('keeps nothing that it rejects: 503, and LianLian sends it again', async () => {
    enqueue.mockRejectedValueOnce(new Error('disk full'));
    expect(await post(notifyUrl, first?.() ?? {})).toMatchObject({ status: 503 });
  });

  it.each([
    ['changed', (job: QueuedNotification) => ({ ...job, message: job.message.replace('49.95', '0.01') })],
    ['no message', (job: QueuedNotification) => ({ ...job, message: 7 })],
    ['nothing of ours', () => ({})],
  ])('is not believed: a job that is %s is a final failure', async (_what, change) => {
    await post(notifyUrl, first?.() ?? {});
    const [job] = jobs.values();
    if (job === undefined) throw new Error('nothing was queued');
    expect(await handle(change(job))).toMatchObject({ status: 'failed', isFinal: true });
    expect(onPayment).not.toHaveBeenCalled();
  });

  it('gives a handler another attempt', async () => {
    await post(notifyUrl, first?.() ?? {});
    onPayment.mockRejectedValueOnce(new TypeError('card 6222'));
    const [job] = jobs.values();
    expect(await handle(job)).toEqual({
      status: 'failed',
      isFinal: false,
      reason: 'onPayment failed with TypeError',
    });
    expect(await handle(job)).toEqual({ status: 'handled' });
  });
});
