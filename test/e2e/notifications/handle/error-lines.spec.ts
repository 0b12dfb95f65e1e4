import { describe, expect, it } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { post } from '../../../support/http.js';
import { openShop, payment } from '../../../support/shop.js';

const fail = (): never => {
  throw new Error('trap');
};
const circular = new Error('outer');
circular.cause = new Error('inner', { cause: circular });
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();

const THROWN: [what: string, thrown: unknown][] = [
  ['an error that is its own cause', circular],
  ['an error whose stack throws', Object.defineProperty(new Error('x'), 'stack', { get: fail })],
  ['an error whose message throws', Object.defineProperty(new Error('x'), 'message', { get: fail })],
  ['an error whose message is a symbol', Object.assign(new Error('x'), { message: Symbol('s') })],
  ['a proxy that traps everything', new Proxy({}, { get: fail, getPrototypeOf: fail })],
  ['a revoked proxy', proxy],
  ['an object without a prototype', Object.create(null)],
  ['null', null],
  ['a symbol', Symbol('s')],
  ['a text', 'sold out'],
  ['ten megabytes', new Error('x'.repeat(10_000_000))],
];

describe.each(ADAPTERS)('a hook that throws, on %s', (adapter) => {
  it.each(THROWN)('%s, has one error line and a 500 with our sentence', async (_what, thrown) => {
    const onPayment = (): never => {
      throw thrown;
    };
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
    });
    const { status, text } = await post(shop.notifyUrl, payment());
    await shop.close();
    expect(status).toBe(500);
    expect(text).toContain('onPayment failed.');
    const lines = shop.logger.texts('error');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('onPayment failed. Not acknowledged');
    expect(lines[0]?.length).toBeLessThan(20_000);
  });

  it('an error with the values of a statement in it, has them masked', async () => {
    const secrets = { card_no: '6222021001099999', acct_name: '张三丰之墓', no_agree: 'AGREEPLANTED' };
    const onPayment = (): never => {
      const params = [...Object.values(secrets), '4242424242424242'].join(',');
      throw new Error(`Failed query: insert into payments\nparams: ${params}`);
    };
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
    });
    const response = await post(shop.notifyUrl, payment(secrets));
    await shop.close();
    const [line] = shop.logger.texts('error');
    expect(line).toContain('params: [masked],[masked],[masked],[masked]');
    // Where it was thrown is what helps.
    expect(line).toContain('error-lines.spec');
    for (const secret of Object.values(secrets)) {
      expect(shop.logger.texts().join(' ') + response.text).not.toContain(secret);
    }
  });

  it('has five lines at most for one notification, though its error says something else every time', async () => {
    let run = 0;
    const onPayment = (): never => {
      throw new Error(`connection ${String(run++)} was lost`);
    };
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
    });
    const [body, other] = [
      payment(),
      payment({ no_order: 'another-order', oid_paybill: '2026113000000001' }),
    ];
    for (let copy = 0; copy < 20; copy++) await post(shop.notifyUrl, body);
    await post(shop.notifyUrl, other);
    await shop.close();
    const lines = shop.logger.texts('error');
    expect(lines).toHaveLength(6);
    expect(
      lines.filter((line) => line.includes('no further line is written about this notification')),
    ).toEqual([lines[4]]);
    expect(lines[5]).toContain('another-order');
    expect(run).toBe(21);
  });

  it('is answered all the same where the logger of the app throws', async () => {
    let isDone = false;
    const shop = await openShop({
      adapter,
      hooks: {
        expectedPayment: () => ({ money_order: '49.95' }),
        onPayment: () => {
          if (!isDone) throw new Error('at first');
        },
      },
    });
    const notification = payment();
    Object.assign(shop.logger, { error: fail, warn: fail, log: fail, debug: fail });
    const statuses = [(await post(shop.notifyUrl, notification)).status];
    isDone = true;
    for (let i = 0; i < 2; i++) statuses.push((await post(shop.notifyUrl, notification)).status);
    Object.assign(shop.logger, { error: ok, warn: ok, log: ok, debug: ok });
    await shop.close();
    expect(statuses).toEqual([500, 200, 200]);
  });
});

function ok(): void {
  // Writes nothing.
}
