import { Controller, type INestApplication, Module } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import {
  type ExpectedPayment,
  type ExpectedPayout,
  LianlianController,
  LianlianModule,
  LianlianService,
  type PayoutNotification,
} from 'nestjs-lianlian';
import { type LianlianLogContext, lianlianLogContext, LianlianOtelModule } from 'nestjs-lianlian/otel';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { signedByLianlian } from '../../support/lianlian-signs.js';
import { startTelemetry, type Telemetry } from './support/telemetry.js';

const handled = vi.fn<(log: LianlianLogContext) => void>();
const oid_paybill = '2026112100000801';

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }

  onPayment(): void {
    // Nothing to do.
  }

  override expectedPayout(): ExpectedPayout {
    return { money_order: '49.95', oid_paybill };
  }

  override onPayout(_notification: PayoutNotification): void {
    handled(lianlianLogContext());
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

describe.each(ADAPTERS)('a payout with OpenTelemetry, on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  beforeEach(async () => {
    telemetry.reset();
    handled.mockReset();
    const { tracerProvider, meterProvider } = telemetry;
    @Module({
      imports: [
        LianlianModule.forRoot({
          ...sandbox.options,
          notifyUrl: 'http://127.0.0.1:9/',
          busiPartner: '109001',
        }),
        LianlianOtelModule.forRoot({ tracerProvider, meterProvider }),
      ],
      controllers: [PaymentsController],
    })
    class AppModule {}
    ({ app, url } = await startApp(AppModule, adapter));
  });
  afterEach(() => app.close());

  it('has a span of its own kind, and no link to a payment that shares its number', async () => {
    const no_order = `shared-${adapter}`;
    await app.get(LianlianService).aggregateDirect.pay({
      ...{ user_id: 'u-1', no_order, dt_order: new Date(), name_goods: '羽毛球', money_order: '49.95' },
      ...{ pay_type: 'I', risk_item: { frms_ware_category: '1009' } },
    });
    const body = signedByLianlian(
      {
        ...{ oid_partner: sandbox.options.oidPartner, no_order, dt_order: '20261121120000', oid_paybill },
        ...{ money_order: '49.95', result_pay: 'SUCCESS' },
      },
      sandbox.lianlianPrivateKey,
    );
    expect((await post(`${url}/payments/payout-notify`, body)).status).toBe(200);
    const [span, ...others] = telemetry.named('process payout');
    expect(others).toEqual([]);
    expect(span?.kind).toBe(SpanKind.CONSUMER);
    expect(span?.links).toEqual([]);
    expect(span?.attributes).toMatchObject({
      'messaging.destination.name': 'payout',
      'messaging.message.id': oid_paybill,
      'lianlian.kind': 'payout',
      'lianlian.no_order': no_order,
      'lianlian.event': 'handled',
    });
    expect(handled.mock.calls[0]?.[0]).toMatchObject({ no_order, oid_paybill });
  });
});
