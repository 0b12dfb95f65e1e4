import { Controller, HttpCode, type INestApplication, Module, Post, UseGuards } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  LianlianNotification,
  LianlianSignatureGuard,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import { testKeys } from '../../../support/merchant.js';
import { LIANLIAN_PUBLIC_KEY, whollySigned } from '../../../support/signed-messages.js';

const bodiesOf = (kind: string): Record<string, string>[] =>
  whollySigned.filter((message) => message.kind === kind).map(({ body }) => body);
const payments = bodiesOf('payment notification');
const payouts = bodiesOf('payout notification');
const all = [...payments, ...payouts];

const paid: PaymentNotification[] = [];
const paidOut: unknown[] = [];

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(no_order: string): ExpectedPayment | null {
    const expected = payments.find((body) => body['no_order'] === no_order);
    if (expected === undefined) return null;
    const { money_order, oid_partner } = expected;
    return { money_order: Number(money_order).toFixed(2), oid_partner };
  }

  onPayment(notification: PaymentNotification): void {
    paid.push(notification);
  }
}

/** A payout is no payment: the app reads it in a route of its own. */
@Controller('payouts')
class PayoutsController {
  @Post('notify')
  @HttpCode(200)
  @UseGuards(LianlianSignatureGuard)
  notified(@LianlianNotification() notification: object): { ret_code: string; ret_msg: string } {
    paidOut.push({ ...notification });
    return { ret_code: '0000', ret_msg: 'ok' };
  }
}

const merchant = {
  privateKey: testKeys().merchant.privateKey,
  lianlianPublicKey: LIANLIAN_PUBLIC_KEY,
};

@Module({
  imports: [
    LianlianModule.forRoot({
      merchants: all.map(({ oid_partner: oidPartner = '' }) => ({ ...merchant, oidPartner })),
    }),
  ],
  controllers: [PaymentsController, PayoutsController],
})
class AppModule {}

/** The message with one character of each of its values changed in turn. */
const altered = (body: Record<string, string>): [name: string, changed: Record<string, string>][] =>
  Object.entries(body).map(([name, value]) => [
    name,
    { ...body, [name]: `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` },
  ]);

describe.each(ADAPTERS)('what LianLian really posted, on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  beforeAll(async () => ({ app, url } = await startApp(AppModule, adapter)));
  afterAll(() => app.close());
  beforeEach(() => {
    paid.length = 0;
    paidOut.length = 0;
  });

  it.each(payments)('pays order $no_order once', async (body) => {
    for (let copy = 0; copy < 2; copy++) {
      expect(await post(`${url}/payments/notify`, body)).toMatchObject({ status: 200, text: ACK });
    }
    expect(paid.map((notification) => ({ ...notification }))).toEqual([{ kind: 'payment', ...body }]);
  });

  it.each(payments)('pays nothing with a character of order $no_order changed', async (body) => {
    for (const [name, changed] of altered(body)) {
      expect([name, (await post(`${url}/payments/notify`, changed)).status]).toEqual([name, 401]);
    }
    expect(paid).toEqual([]);
  });

  it.each(payouts)('lets payout $no_order into the route of payouts', async (body) => {
    expect(await post(`${url}/payouts/notify`, body)).toMatchObject({ status: 200, text: ACK });
    expect(paidOut).toEqual([{ kind: 'payment', ...body }]);
    for (const [name, changed] of altered(body)) {
      expect([name, (await post(`${url}/payouts/notify`, changed)).status]).toEqual([name, 401]);
    }
    expect(paidOut).toHaveLength(1);
  });

  it.each(payouts)('pays no order by payout $no_order', async (body) => {
    expect((await post(`${url}/payments/notify`, body)).status).toBeGreaterThanOrEqual(400);
    expect(paid).toEqual([]);
  });
});
