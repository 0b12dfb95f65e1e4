import { inspect } from 'node:util';

import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { PaymentNotification, type PaymentReturn, VerifiedPaymentReturn } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { requestState } from '../../../../lib/notifications/routes/request-state.js';
import { ADAPTERS } from '../../../support/adapters.js';
import { FORM, form, post } from '../../../support/http.js';
import { openShop, payment, refund, uniqueNumber } from '../../../support/shop.js';

const SECRETS = {
  card_no: '6222021001099999',
  id_no: '110101199003070013',
  acct_name: '张三丰之墓',
  bind_mob: '13958069593',
  vali_date: '2911PLANTED',
  cvv2: 'CVVPLANTED',
  verify_code: 'CODEPLANTED',
  token: 'TOKENPLANTED',
  no_agree: 'AGREEPLANTED',
};
const values = Object.values(SECRETS);

const errors: unknown[] = [];

/** What an app does that logs every error in full. */
@Catch()
class LogsAll extends BaseExceptionFilter implements ExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    errors.push(error);
    super.catch(error, host);
  }
}

const holdsNone = (text: string): void => {
  for (const secret of values) expect(text).not.toContain(secret);
};

describe.each(ADAPTERS)('card data, personal data and tokens in messages, on %s', (adapter) => {
  it('are in no log line, response, or error, whatever becomes of the notification', async () => {
    let expected: unknown = { money_order: '49.95' };
    let onPayment: () => unknown = () => undefined;
    const hooks = {
      expectedPayment: () => expected as { money_order: string },
      onPayment: () => onPayment(),
      onReturn: () => '/orders',
    };
    const shop = await openShop({
      adapter,
      hooks,
      notifications: { budgetMs: 100 },
      configure: (app) => {
        app.useGlobalFilters(new LogsAll(app.getHttpAdapter()));
      },
    });
    const { logger } = shop;
    const fresh = (extra: Record<string, string> = {}): Record<string, string> =>
      payment({ ...SECRETS, oid_paybill: uniqueNumber('2026'), ...extra });
    const responses: { status: number; text: string }[] = [];
    const send = async (body: Record<string, string> | string): Promise<void> => {
      responses.push(await post(shop.notifyUrl, body));
    };
    await send(fresh());
    await send({ ...fresh(), money_order: '1' });
    await send(fresh({ oid_partner: '201304121000009009' }));
    await send(fresh({ money_order: 'x' }));
    await send(fresh({ result_pay: 'FAILURE' }));
    await send(refund(SECRETS));
    await send(JSON.stringify(fresh()).slice(0, -5));
    await send(`${JSON.stringify(fresh())}{}`);
    await send(fresh({ no_refund: '1' }));
    expected = { money_order: '50.00' };
    await send(fresh());
    expected = null;
    await send(fresh());
    expected = { money_order: 4995 };
    await send(fresh());
    expected = { money_order: '49.95', oid_paybill: 'x' };
    await send(fresh());
    expected = { money_order: '49.95' };
    onPayment = () => {
      throw new Error('a handler of the app');
    };
    await send(fresh());
    onPayment = () => new Promise((done) => setTimeout(done, 150));
    await send(fresh());
    responses.push(await post(shop.returnUrl, form({ ...fresh(), money_order: '1' }), FORM));
    await shop.close();

    expect(new Set(responses.map(({ status }) => status))).toEqual(
      new Set([200, 303, 400, 401, 409, 500, 503]),
    );
    expect(errors.length).toBeGreaterThan(10);
    expect(logger.texts().length).toBeGreaterThan(5);
    holdsNone(logger.texts().join('\n'));
    holdsNone(responses.map(({ text }) => text).join('\n'));
    for (const error of errors)
      holdsNone(`${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`);
  });

  it('are masked where a notification, a return, or what holds them is printed, and kept in JSON', async () => {
    const printed: string[] = [];
    const json: string[] = [];
    const note = (value: unknown): void => {
      printed.push(inspect(value), inspect({ deep: { in: { an: [value] } } }, { depth: 9 }), String(value));
      json.push(JSON.stringify(value));
    };
    let receipt: unknown;
    const hooks = {
      expectedPayment: () => ({ money_order: '49.95' }),
      onPayment: (notification: PaymentNotification) => {
        note(notification);
      },
      onReturn: (result: PaymentReturn, request: unknown) => {
        note(result);
        const raw = (request as { raw?: object }).raw ?? request;
        receipt = requestState.returnOf(raw as Parameters<typeof requestState.returnOf>[0]);
        expect(receipt).toBeInstanceOf(VerifiedPaymentReturn);
        return '/orders';
      },
    };
    const shop = await openShop({ adapter, hooks });
    await post(shop.notifyUrl, payment(SECRETS));
    await post(shop.returnUrl, form(payment(SECRETS)), FORM);
    await shop.close();
    expect(printed).toHaveLength(6);
    holdsNone(`${printed.join('\n')} ${inspect(receipt)}`);
    expect(printed[0]).toContain('PaymentNotification');
    expect(printed[0]).toContain('order-1');
    for (const text of json) expect(JSON.parse(text)).toMatchObject(SECRETS);
  });
});
