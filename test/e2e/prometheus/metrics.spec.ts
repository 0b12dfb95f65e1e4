import { Controller, type INestApplication, Module } from '@nestjs/common';
import { metrics as otelMetrics, trace } from '@opentelemetry/api';
import {
  type ExpectedPayment,
  formatLianlianTime,
  LianlianController,
  LianlianEvents,
  LianlianModule,
  LianlianService,
  MemoryInbox,
  type PaymentNotification,
  type PaymentReference,
  type PayoutReference,
} from 'nestjs-lianlian';
import { LianlianOtelModule } from 'nestjs-lianlian/otel';
import { type LianlianPrometheusOptions, LianlianPrometheusModule } from 'nestjs-lianlian/prometheus';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { Gauge, register as defaultRegister, Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { startApp } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { signedByLianlian } from '../../support/lianlian-signs.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };

const onPayment = vi.fn<(notification: PaymentNotification) => void | Promise<void>>();
const payoutsListed = vi.fn<() => PayoutReference[]>();
const listed: PaymentReference[] = [];
const amounts = new Map<string, string>();

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(no_order: string): ExpectedPayment | null {
    const money_order = amounts.get(no_order);
    return money_order === undefined ? null : { money_order };
  }
  async onPayment(notification: PaymentNotification): Promise<void> {
    await onPayment(notification);
  }
  override unsettledPayments(): PaymentReference[] {
    return listed;
  }
  override expectedPayout(): null {
    return null;
  }
  override onPayout(): void {
    // No payout is expected.
  }
  override unsettledPayouts(): PayoutReference[] {
    return payoutsListed();
  }
}

let sandbox: LianlianSandbox;
let app: INestApplication;
let url: string;
let lianlian: LianlianService;
let register: Registry;
let inbox: MemoryInbox;
let lastOrder = 0;

beforeEach(async () => {
  onPayment.mockReset();
  payoutsListed.mockReset().mockReturnValue([]);
  listed.length = 0;
  amounts.clear();
  sandbox = await LianlianSandbox.start();
  register = new Registry();
  inbox = new MemoryInbox();
  @Module({
    imports: [
      LianlianModule.forRoot({
        ...sandbox.options,
        busiPartner: '109001',
        notifications: { inbox },
        sweeper: { enabled: false, olderThanMs: 1 },
      }),
      LianlianOtelModule.forRootAsync({
        useFactory: () => ({
          tracerProvider: trace.getTracerProvider(),
          meterProvider: otelMetrics.getMeterProvider(),
        }),
      }),
      LianlianPrometheusModule.forRootAsync({ useFactory: () => ({ register }) }),
    ],
    controllers: [PaymentsController],
  })
  class AppModule {}
  ({ app, url } = await startApp(AppModule, 'express'));
  lianlian = app.get(LianlianService);
});
afterEach(async () => {
  await app.close();
  await sandbox.stop();
});

/** The value of a series as Prometheus reads it; undefined where there is none. */
async function value(series: string): Promise<number | undefined> {
  const line = (await register.metrics()).split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

async function pay(): Promise<string> {
  const no_order = `prom${String(++lastOrder)}`;
  amounts.set(no_order, '49.95');
  await lianlian.aggregateDirect.pay({
    ...{ user_id: 'u-1', no_order, dt_order: new Date(), name_goods: 'Shuttlecocks', money_order: '49.95' },
    ...{ pay_type: 'I', notify_url: `${url}/payments/notify` },
    risk_item: { frms_ware_category: '1009' },
  });
  return no_order;
}

describe('metrics for Prometheus', () => {
  it('count and time calls, by what became of them', async () => {
    await pay();
    expect(
      await value('lianlian_calls_total{api="aggregate.direct",outcome="answered",category="success"}'),
    ).toBe(1);
    const labels = '{api="aggregate.direct",outcome="answered"}';
    expect(await value(`lianlian_call_duration_seconds_count${labels}`)).toBe(1);
    expect(await value(`lianlian_call_duration_seconds_sum${labels}`)).toBeGreaterThan(0);
    expect(await value('lianlian_calls_in_progress{api="aggregate.direct"}')).toBe(0);
  });

  it('name why a call failed, and never with the words of its error', async () => {
    await lianlian.aggregateDirect.pay({} as never).catch(() => undefined);
    await lianlian.refunds
      .apply({
        ...{ no_refund: 'r-1', dt_refund: new Date(), money_refund: '1.00', no_order: 'no-such-order' },
        ...{ dt_order: formatLianlianTime(new Date()), notify_url: `${url}/payments/notify` },
      })
      .catch(() => undefined);
    const text = await register.metrics();
    expect(text).toContain(
      'lianlian_calls_total{api="aggregate.direct",outcome="not-sent",category="validation"} 1',
    );
    expect(text).toMatch(
      /lianlian_calls_total\{api="refund.apply",outcome="(failed|unknown)",category="\w+"\} 1/,
    );
    expect(text).not.toContain('no-such-order');
  });

  it('count notifications, time their responses and their handling', async () => {
    const no_order = await pay();
    await sandbox.pay(no_order);
    await vi.waitFor(async () => {
      expect(
        await value('lianlian_notification_response_seconds_count{kind="payment",acknowledged="true"}'),
      ).toBe(1);
    }, WAIT);
    for (const event of ['received', 'handled'])
      expect(
        await value(`lianlian_notification_events_total{event="${event}",kind="payment",reason=""}`),
      ).toBe(1);
    expect(await value('lianlian_notification_handling_seconds_count{kind="payment",result="done"}')).toBe(1);
    expect(await value('lianlian_notifications_in_progress{kind="payment"}')).toBe(0);
    const now = Date.now() / 1000;
    expect(Math.abs(Number(await value('lianlian_last_notification_timestamp_seconds')) - now)).toBeLessThan(
      60,
    );
    expect(await register.metrics()).not.toContain(no_order);
  });

  it('have what alerts look for from the start, so that its first increase is seen', async () => {
    const paidTwice =
      'lianlian_notification_events_total{event="refused",kind="payment",reason="paid-twice"}';
    expect(await value(paidTwice)).toBe(0);
    const no_order = await pay();
    await sandbox.pay(no_order);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, WAIT);
    const { dt_order, money_order, pay_type } = onPayment.mock.lastCall?.[0] as PaymentNotification;
    const other = {
      ...{ oid_partner: sandbox.options.oidPartner, no_order, dt_order, oid_paybill: '2026113000000099' },
      ...{ money_order, pay_type, result_pay: 'SUCCESS', settle_date: '20261130' },
    };
    const response = await post(
      `${url}/payments/notify`,
      signedByLianlian(stated(other), sandbox.lianlianPrivateKey),
    );
    expect(response.status).toBe(409);
    expect(await value(paidTwice)).toBe(1);
    expect(await value('lianlian_notification_handling_seconds_count{kind="payment",result="refused"}')).toBe(
      1,
    );
    expect(
      await value('lianlian_notification_response_seconds_count{kind="payment",acknowledged="false"}'),
    ).toBe(1);
  });

  it('tell a hook that fails from a refusal, whatever it throws', async () => {
    onPayment.mockImplementation(() => {
      throw new Error('card 6222021001116245702');
    });
    const no_order = await pay();
    await sandbox.pay(no_order);
    await vi.waitFor(async () => {
      expect(await value('lianlian_notification_events_total{event="failed",kind="payment",reason=""}')).toBe(
        1,
      );
    }, WAIT);
    expect(await value('lianlian_notification_handling_seconds_count{kind="payment",result="failed"}')).toBe(
      1,
    );
    expect(await register.metrics()).not.toContain('6222');
  });

  it('count what nobody signed, apart from the rest', async () => {
    const series =
      'lianlian_notification_events_total{event="refused",kind="unverified",reason="invalid-signature"}';
    expect(await value(series)).toBe(0);
    const forged = { oid_partner: sandbox.options.oidPartner, no_order: 'x', dt_order: '20261121120000' };
    await post(`${url}/payments/notify`, {
      ...{ ...forged, oid_paybill: '1', money_order: '1.00', pay_type: 'I', result_pay: 'SUCCESS' },
      ...{ sign_type: 'RSA', sign: 'bm90IHNpZ25lZA==', settle_date: '20261121' },
    });
    expect(await value(series)).toBe(1);
  });

  it('say how much is unsettled, and for how long, once the sweeper went through it', async () => {
    expect(await value('lianlian_unsettled{kind="payment"}')).toBeUndefined();
    const sentAt = new Date(Date.now() - 3_600_000);
    listed.push({ product: 'aggregate', no_order: 'lost-1', dt_order: sentAt, money_order: '1.00' });
    listed.push({ product: 'aggregate', no_order: 'lost-2', dt_order: new Date(), money_order: '1.00' });
    await lianlian.sweeper.sweep();
    expect(await value('lianlian_unsettled{kind="payment"}')).toBe(2);
    const age = await value('lianlian_unsettled_oldest_age_seconds{kind="payment"}');
    expect(Math.abs(Number(age) - 3_600)).toBeLessThan(60);
    expect(await value('lianlian_swept_total{kind="payment",state="not-found"}')).toBeGreaterThan(0);
  });

  it('say whether the inbox answers', async () => {
    expect(await value('lianlian_inbox_up')).toBe(1);
    vi.spyOn(inbox, 'recall').mockRejectedValue(new Error('ECONNREFUSED'));
    expect(await value('lianlian_inbox_up')).toBe(0);
  });

  it('take what is no payment for a response of a query, and not for a call that failed', async () => {
    listed.push({ product: 'aggregate', no_order: 'lost-1', dt_order: new Date(0), money_order: '1.00' });
    await lianlian.sweeper.sweep();
    const labels = 'api="aggregate.query",outcome="answered"';
    expect(await value(`lianlian_calls_total{${labels},category="not_found"}`)).toBe(1);
    expect(await value(`lianlian_call_duration_seconds_count{${labels}}`)).toBe(1);
  });

  it('tell a copy of what was handled from what is', async () => {
    const no_order = await pay();
    await sandbox.pay(no_order);
    const of = (result: string) =>
      `lianlian_notification_handling_seconds_count{kind="payment",result="${result}"}`;
    await vi.waitFor(async () => {
      expect(await value(of('done'))).toBe(1);
    }, WAIT);
    const { dt_order, money_order, pay_type, oid_paybill } = onPayment.mock
      .lastCall?.[0] as PaymentNotification;
    const copy = {
      ...{ oid_partner: sandbox.options.oidPartner, no_order, dt_order, oid_paybill },
      ...{ money_order, pay_type, result_pay: 'SUCCESS', settle_date: '20261130' },
    };
    await post(`${url}/payments/notify`, signedByLianlian(stated(copy), sandbox.lianlianPrivateKey));
    expect(await value(of('repeated'))).toBe(1);
    expect(await value(of('done'))).toBe(1);
  });

  it('count rows that cannot be used, and say when the last round ended', async () => {
    listed.push({ no_order: 'no product' } as unknown as PaymentReference);
    expect(await value('lianlian_last_sweep_timestamp_seconds{kind="payment"}')).toBeUndefined();
    await lianlian.sweeper.sweep();
    expect(await value('lianlian_unsettled{kind="payment"}')).toBe(1);
    const endedAt = Number(await value('lianlian_last_sweep_timestamp_seconds{kind="payment"}'));
    expect(Math.abs(endedAt - Date.now() / 1000)).toBeLessThan(60);
  });

  it('count rounds whose list failed, and keep the other kind fresh', async () => {
    expect(await value('lianlian_sweeps_failed_total{kind="payout"}')).toBe(0);
    payoutsListed.mockImplementation(() => {
      throw new Error('no table');
    });
    listed.push({ product: 'aggregate', no_order: 'lost-1', dt_order: new Date(0), money_order: '1.00' });
    await expect(lianlian.sweeper.sweep()).rejects.toThrow('no table');
    expect(await value('lianlian_sweeps_failed_total{kind="payout"}')).toBe(1);
    expect(await value('lianlian_sweeps_failed_total{kind="payment"}')).toBe(0);
    expect(await value('lianlian_unsettled{kind="payment"}')).toBe(1);
    expect(await value('lianlian_unsettled{kind="payout"}')).toBeUndefined();
  });

  it('survive a reset of the register', async () => {
    const hook = heldHook();
    const paid = sandbox.pay(await pay());
    await hook.entered;
    register.resetMetrics();
    expect(await value('lianlian_notifications_in_progress{kind="payment"}')).toBe(1);
    hook.leave();
    await paid;
    await vi.waitFor(async () => {
      expect(await value('lianlian_notifications_in_progress{kind="payment"}')).toBe(0);
    }, WAIT);
    const refused = 'event="refused",kind="refund",reason="paid-twice"';
    expect(await value(`lianlian_notification_events_total{${refused}}`)).toBe(0);
    expect(await value('lianlian_calls_in_doubt_total{api="refund.apply"}')).toBe(0);
  });

  it('are there while the app shuts down, and count what fails then', async () => {
    const hook = heldHook();
    const failed = new Promise<number | undefined>((told) => {
      app.get(LianlianEvents).all$.subscribe(({ type }) => {
        if (type === 'failed')
          told(value('lianlian_notification_events_total{event="failed",kind="payment",reason=""}'));
      });
    });
    const no_order = await pay();
    const paid = sandbox.pay(no_order);
    await hook.entered;
    const closed = app.close();
    hook.fail(new Error('the last one'));
    expect(await failed).toBe(1);
    await Promise.all([closed, paid]);
    expect(await register.metrics()).toBe('\n');
  });

  it('leave the register when the app is closed', async () => {
    await app.close();
    expect(await register.metrics()).toBe('\n');
  });
});

describe('a start of LianlianPrometheusModule', () => {
  it('that fails leaves nothing of its own in the register', async () => {
    const taken = new Registry();
    new Gauge({ name: 'lianlian_inbox_up', help: 'of another app', registers: [taken] });
    await expect(startWith(() => ({ register: taken }))).rejects.toThrow(
      'has a metric lianlian_inbox_up already',
    );
    expect(taken.getMetricsAsArray().map(({ name }) => name)).toEqual(['lianlian_inbox_up']);
  });

  it('has the defaults where the factory makes no options', async () => {
    const { app: other } = await startWith(() => undefined as unknown as LianlianPrometheusOptions);
    expect(await defaultRegister.metrics()).toContain('lianlian_inbox_up 1');
    await other.close();
  });

  function startWith(useFactory: () => LianlianPrometheusOptions): ReturnType<typeof startApp> {
    @Module({
      imports: [
        LianlianModule.forRoot({ ...sandbox.options, notifications: { inbox: new MemoryInbox() } }),
        LianlianPrometheusModule.forRootAsync({ useFactory }),
      ],
    })
    class OtherModule {}
    return startApp(OtherModule, 'express');
  }
});

/** Keeps the app's hook until it is told how to end. */
function heldHook(): { entered: Promise<void>; leave: () => void; fail: (error: Error) => void } {
  let leave: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const held = new Promise<void>((resolve, reject) => {
    leave = resolve;
    fail = reject;
  });
  const entered = new Promise<void>((resolve) => {
    onPayment.mockImplementation(() => {
      resolve();
      return held;
    });
  });
  return { entered, leave, fail };
}

/** Without what is not there. */
function stated(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
