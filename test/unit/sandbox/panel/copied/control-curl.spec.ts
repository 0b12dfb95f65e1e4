import { execFileSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ScenarioRule } from '../../../../../lib/sandbox/contract.js';
import {
  deliveryCurl,
  orderCurl,
  payoutCurl,
  requestCurl,
  scenarioCurl,
} from '../../../../../lib/sandbox/panel/client/copied/control-curl.js';
import { attemptView, notificationView, orderView, payoutView } from '../views.js';

const ORIGIN = 'http://127.0.0.1:4000';

/** The words that a shell gives to curl, of exactly one command. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; }\n${command}\n`;
  const printed = execFileSync('sh', [], { input: script }).toString('utf8');
  const [words = '', ...more] = printed.split('\0\0');
  expect(more).toEqual(['']);
  return words.split('\0');
}

/** Whatever somebody may put into a field: quotes, dollars, backslashes, line breaks, Chinese, what is not seen. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(...`'"\`$\\!*?#~;&|<>(){}[]@%= \t\n\r\u0000\u001b\u202e羽毛球，-`),
    maxLength: 30,
  }),
);

const bodyOf = (words: readonly string[]): unknown =>
  JSON.parse(words[words.indexOf('--data-raw') + 1] ?? '');

describe('a copied curl command', () => {
  it('pays the order that it is about, whatever its number', () => {
    fc.assert(
      fc.property(anyText, (no_order) => {
        const { text, does } = orderCurl(ORIGIN, orderView({ no_order }));
        const words = wordsOf(text);
        expect(does).toBe('pay');
        expect(words.slice(1, 4)).toEqual(['-H', 'content-type: application/json', '--data-raw']);
        const [, ref = ''] = /\/_sandbox\/orders\/(.*)\/pay$/s.exec(words[0] ?? '') ?? [];
        // `.` and `..` have the control API's sign before them.
        expect(decodeURIComponent(ref.replace(/^=/, ''))).toBe(no_order.toWellFormed());
        expect(new URL(words[0] ?? '').pathname).toBe(`/_sandbox/orders/${ref}/pay`);
        expect(bodyOf(words)).toEqual({ oid_partner: '201304121000001004', dt_order: '20261121120000' });
      }),
    );
  });

  it.each(['.', '..'])('keeps the number %s, which is taken out of a path', (no_order) => {
    for (const { text } of [
      orderCurl(ORIGIN, orderView({ no_order })),
      payoutCurl(ORIGIN, payoutView({ no_order })),
    ]) {
      expect(new URL(wordsOf(text)[0] ?? '').pathname).toContain(`/=${no_order}`);
    }
  });

  it('sets a scenario up with the very values', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), (fault, no_order, times) => {
        const rule: ScenarioRule = { fault, no_order, times };
        expect(bodyOf(wordsOf(scenarioCurl(ORIGIN, rule)))).toEqual(rule);
      }),
    );
  });

  it('posts the body of a delivery with its content type, to the address of the shop', () => {
    fc.assert(
      fc.property(anyText, anyText, (value, path) => {
        fc.pre(!value.includes('***'));
        const url = `http://shop.example/notify?a=${encodeURI(path.toWellFormed())}&b={1,2}['x']`;
        const body = JSON.stringify({ name_goods: value });
        const attempt = attemptView(1, 1, { url, body });
        const notification = notificationView('n1', [attempt]);
        const { text, isAsked } = deliveryCurl(
          ORIGIN,
          { is: 'orders', of: orderView() },
          notification,
          attempt,
        );
        const words = wordsOf(text);
        expect(isAsked).toBe(false);
        expect(words.slice(0, 5)).toEqual([
          '-i',
          '-g',
          new URL(url).href,
          '-H',
          'content-type: text/json;charset=utf-8',
        ]);
        expect(bodyOf(words)).toEqual({ name_goods: value });
      }),
    );
  });

  it('has nothing in it that nobody would see', () => {
    fc.assert(
      fc.property(anyText, (fault) => {
        expect(scenarioCurl(ORIGIN, { fault })).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('leaves a body as it is where everything in it is seen', () => {
    const body = '{"name_goods": "羽毛球’s \\u202e \'$HOME\' `x` \\\\"}';
    const attempt = attemptView(1, 1, { body });
    const curl = deliveryCurl(
      ORIGIN,
      { is: 'orders', of: orderView() },
      notificationView('n1', [attempt]),
      attempt,
    );
    expect(wordsOf(curl.text).at(-1)).toBe(body);
  });

  it('asks the sandbox for a body that has secrets in it, as it was changed', () => {
    const attempt = attemptView(2, 1, { body: '{"no_agree":"***"}', how: 'tampered' });
    const notification = notificationView('n7', [attempt]);
    const { text, isAsked } = deliveryCurl(ORIGIN, { is: 'orders', of: orderView() }, notification, attempt);
    expect(isAsked).toBe(true);
    const words = wordsOf(text);
    expect(words[0]).toBe(`${ORIGIN}/_sandbox/orders/o-1/deliveries`);
    expect(bodyOf(words)).toEqual({
      ...{ oid_partner: '201304121000001004', dt_order: '20261121120000' },
      ...{ how: 'tampered', notification: 'n7' },
    });
  });

  it('does what comes next: a refund that is under way ends, then the notification comes again, or it is shown', () => {
    const can = { pay: false, fail: false, abandon: false, refund: true, deliver: true };
    const refund = { dt_refund: '1', oid_refundno: '2', money_refund: '1.00', no_refund: 'R/1' };
    const refunding = orderView({ can, refunds: [{ ...refund, sta_refund: '1' }] });
    expect(orderCurl(ORIGIN, refunding)).toMatchObject({ does: 'complete-refund' });
    expect(wordsOf(orderCurl(ORIGIN, refunding).text)[0]).toBe(`${ORIGIN}/_sandbox/refunds/R%2F1/complete`);
    const paid = orderView({ can, refunds: [{ ...refund, sta_refund: '2' }] });
    expect(bodyOf(wordsOf(orderCurl(ORIGIN, paid).text))).toMatchObject({ how: 'again' });
    const closed = orderView({ can: { ...can, deliver: false, refund: false } });
    expect(wordsOf(orderCurl(ORIGIN, closed).text)).toEqual([
      `${ORIGIN}/_sandbox/orders/o-1?oid_partner=201304121000001004&dt_order=20261121120000`,
    ]);
  });

  it('does it for a payout, and shows a request', () => {
    const payout = payoutView({ no_order: 'p 1' });
    expect(wordsOf(payoutCurl(ORIGIN, payout).text)[0]).toBe(`${ORIGIN}/_sandbox/payouts/p%201/complete`);
    const ended = { ...payout, can: { ...payout.can, complete: false, deliver: true } };
    expect(payoutCurl(ORIGIN, ended).does).toBe('deliver');
    expect(wordsOf(requestCurl(ORIGIN, 'r1'))).toEqual([`${ORIGIN}/_sandbox/requests/r1`]);
  });

  it('trusts the certificate that the sandbox made itself', () => {
    expect(wordsOf(requestCurl('https://localhost:4000', 'r1'))).toEqual([
      '-k',
      'https://localhost:4000/_sandbox/requests/r1',
    ]);
  });
});
