import { compileFunction } from 'node:vm';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { OrderDetailView, ScenarioRule } from '../../../../../lib/sandbox/contract.js';
import { deliveryTest } from '../../../../../lib/sandbox/panel/client/copied/delivery-test.js';
import { commentOf, literalOf } from '../../../../../lib/sandbox/panel/client/copied/literal.js';
import { orderTest } from '../../../../../lib/sandbox/panel/client/copied/order-test.js';
import { requestTest } from '../../../../../lib/sandbox/panel/client/copied/request-test.js';
import { scenarioTest } from '../../../../../lib/sandbox/panel/client/copied/scenario-test.js';
import { transpiled } from '../../../../support/copied-test.js';
import { anyText, chinese, english, stepsIn } from './copied.js';
import { attemptView, notificationView, orderView, second, step } from '../views.js';

/** What an expression is, as TypeScript reads it. */
function evaluated(expression: string, names: Readonly<Record<string, unknown>> = {}): unknown {
  const { mistakes, script } = transpiled(`exports.value = ${expression}`);
  expect(mistakes).toEqual([]);
  const exports: { value?: unknown } = {};
  const run = compileFunction(script, ['exports', ...Object.keys(names)]) as (...given: unknown[]) => void;
  run(exports, ...Object.values(names));
  return exports.value;
}

/** The steps of the test alone. */
const stepsOf = (order: OrderDetailView): string[] => stepsIn(orderTest(order, english));

const DONE = { pay: false, fail: false, abandon: false, refund: true, deliver: true };
const paid = (changes: Partial<OrderDetailView> = {}): OrderDetailView =>
  orderView({
    ...{ state: 'paid', result_pay: 'SUCCESS', paid_by: 'I', can: DONE },
    history: [step('placed', 0), step('paid', 1, { detail: 'I' })],
    notifications: [notificationView('n1', [attemptView(1, 1)])],
    ...changes,
  });

describe('a literal', () => {
  it('is the very text when a program reads it, and one line, in which everything is seen', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = literalOf(text);
        expect(evaluated(literal)).toBe(text);
        expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('of an object is that object, whatever its members are called', () => {
    const object = fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(object, (value) => {
        expect({ ...(evaluated(`(${literalOf(value)})`) as object) }).toEqual({ ...value });
      }),
    );
    expect(literalOf({ how: undefined, a: ['x', 1], 'a-b': true })).toBe("{ a: ['x', 1], 'a-b': true }");
  });

  it('in a comment stays in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluated(`1 ${commentOf(text)}\n`)).toBe(1);
      }),
    );
  });
});

describe('a copied line', () => {
  it('sets up the very scenario', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), (fault, no_order, times) => {
        const rules: ScenarioRule[] = [];
        const sandbox = { scenario: (rule: ScenarioRule) => rules.push(rule) };
        evaluated(scenarioTest({ fault, no_order, times, api: undefined }), { sandbox });
        expect(rules).toEqual([{ fault, no_order, times }]);
      }),
    );
  });

  it('expects the request without what is another each time', () => {
    const fields = { no_order: "o'1", sign: 'abc', timestamp: '2026', card_no: '***' };
    expect(requestTest({ api: 'aggregate.direct', fields })).toBe(
      "sandbox.expectRequest('aggregate.direct', { no_order: 'o\\'1', card_no: '***' });",
    );
  });

  it.each([
    [
      { how: 'tampered', acknowledged: false, status: 401 },
      "expect(await sandbox.deliver('o-1', { how: 'tampered' })).toMatchObject({ status: 401, acknowledged: false });",
    ],
    [
      { how: 'tampered' },
      "// The shop took it, which it must not.\nexpect(await sandbox.deliver('o-1', { how: 'tampered' })).toMatchObject({ acknowledged: false });",
    ],
    [
      {},
      "expect(await sandbox.deliver('o-1', { how: 'again' })).toMatchObject({ status: 200, acknowledged: true });",
    ],
    [
      { acknowledged: false, status: 500 },
      "// The shop answered HTTP 500, which acknowledged nothing.\nexpect(await sandbox.deliver('o-1', { how: 'again' })).toMatchObject({ acknowledged: true });",
    ],
    [
      { how: 'dropped', acknowledged: false, status: undefined },
      "expect(await sandbox.deliver('o-1', { how: 'dropped' })).toMatchObject({ acknowledged: false });",
    ],
    [
      { how: 'late' },
      "await sandbox.deliver('o-1', { how: 'late' });\nawait sandbox.clock.advance(600000);\nexpect(sandbox.deliveries('o-1').filter(({ how }) => how === 'late').at(-1)).toMatchObject({ status: 200, acknowledged: true });",
    ],
  ] as const)('delivers %j, and expects what is right', (changes, lines) => {
    const whose = { is: 'orders', no_order: 'o-1' } as const;
    expect(deliveryTest(whose, attemptView(2, 2, changes), english).join('\n')).toBe(lines);
  });

  it('delivers a payout’s', () => {
    const [line] = deliveryTest({ is: 'payouts', no_order: 'p-1' }, attemptView(2, 2), english);
    expect(line).toContain("await sandbox.payouts.deliver('p-1', { how: 'again' })");
  });
});

describe('the test of an order', () => {
  it('is a program, whatever the order is called', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (no_order, isChinese) => {
        const early = attemptView(2, 9, { how: 'again' });
        const order = paid({
          no_order,
          notifications: [
            notificationView('n1', [attemptView(1, 1), early]),
            notificationView('n2', [attemptView(1, 5)], { kind: 'refund' }),
          ],
        });
        const text = orderTest(order, isChinese ? chinese : english);
        expect(transpiled(text).mistakes).toEqual([]);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 50 },
    );
  });

  it('of one that nobody paid expects that it is not paid', () => {
    const order = orderView({
      history: [step('placed', 0), step('cashier-opened', 1), step('failed', 2), step('abandoned', 3)],
    });
    expect(stepsOf(order)).toEqual([
      'await placeOrder();',
      '// The payer opened the cashier.',
      "await sandbox.fail('o-1');",
      '// The payer gave up.',
      "sandbox.expectNotPaid('o-1');",
    ]);
  });

  it('pays, expects the delivery, and delivers as it was delivered', () => {
    const attempts = [
      attemptView(1, 1),
      attemptView(2, 5, { how: 'twice' }),
      attemptView(3, 5, { how: 'twice' }),
      attemptView(4, 6, { how: 'twice' }),
      attemptView(5, 6, { how: 'twice' }),
      attemptView(6, 7, { how: 'wrong-amount', status: 409, acknowledged: false }),
    ];
    expect(stepsOf(paid({ notifications: [notificationView('n1', attempts)] }))).toEqual([
      'await placeOrder();',
      "await sandbox.pay('o-1', { pay_type: 'I' });",
      "sandbox.expectDelivered('o-1');",
      "expect(await sandbox.deliver('o-1', { how: 'twice' })).toMatchObject({ status: 200, acknowledged: true });",
      "expect(await sandbox.deliver('o-1', { how: 'twice' })).toMatchObject({ status: 200, acknowledged: true });",
      "expect(await sandbox.deliver('o-1', { how: 'wrong-amount' })).toMatchObject({ status: 409, acknowledged: false });",
      "sandbox.expectDelivered('o-1');",
    ]);
  });

  it('moves the clock over repeats, and says what the shop answered', () => {
    const refused = { acknowledged: false, status: 500 };
    const attempts = [
      attemptView(1, 1, refused),
      attemptView(2, 121, refused),
      attemptView(3, 241, refused),
      attemptView(4, 361),
    ];
    expect(stepsOf(paid({ notifications: [notificationView('n1', attempts)] }))).toEqual([
      'await placeOrder();',
      "await sandbox.pay('o-1', { pay_type: 'I' });",
      '// The shop answered HTTP 500, which acknowledged nothing.',
      "sandbox.expectDelivered('o-1');",
      'await sandbox.clock.advance(360000);',
      "sandbox.expectDelivered('o-1');",
    ]);
  });

  it('sets up what a scenario did to the first attempt, unless the amount does it by itself', () => {
    const dropped = attemptView(1, 1, { how: 'dropped', acknowledged: false, status: undefined });
    const notifications = [notificationView('n1', [dropped, attemptView(2, 121)])];
    expect(stepsOf(paid({ notifications })).slice(1, 5)).toEqual([
      "sandbox.scenario({ fault: 'dropped', kind: 'payment', times: 1 });",
      "await sandbox.pay('o-1', { pay_type: 'I' });",
      "expect(sandbox.deliveries('o-1').at(-1)).toMatchObject({ how: 'dropped', acknowledged: false });",
      'await sandbox.clock.advance(120000);',
    ]);
    const magic = paid({ money_order: '44444.29', notifications });
    expect(stepsOf(magic).join('\n')).not.toContain('scenario');
    const held = paid({ notifications: [notificationView('n1', [attemptView(1, 601)])] });
    expect(stepsOf(held).slice(1, 4)).toEqual([
      "sandbox.scenario({ fault: 'delayed', kind: 'payment', times: 1, ms: 600000 });",
      "await sandbox.pay('o-1', { pay_type: 'I' });",
      'await sandbox.clock.advance(600000);',
    ]);
  });

  it('refunds at once, or ends each refund as it ended, and delivers what is not the last', () => {
    const refund = (no_refund: string, sta_refund: string) => ({
      ...{ no_refund, sta_refund, dt_refund: '1', oid_refundno: no_refund, money_refund: '1.00' },
    });
    const atOnce = paid({
      refunds: [refund('R1', '2')],
      history: [
        ...[step('placed', 0), step('paid', 1), step('refund-applied', 3, { no_refund: 'R1' })],
        step('refunded', 3, { no_refund: 'R1' }),
      ],
      notifications: [
        notificationView('n1', [
          attemptView(1, 1),
          attemptView(2, 5, { how: 'out-of-order' }),
          attemptView(3, 6, { how: 'again' }),
        ]),
        notificationView('n2', [attemptView(1, 3), attemptView(2, 4, { how: 'out-of-order' })], {
          kind: 'refund',
        }),
      ],
    });
    expect(stepsOf(atOnce).slice(3)).toEqual([
      "await sandbox.refund('o-1', '1.00');",
      "sandbox.expectDelivered('o-1');",
      "expect(await sandbox.deliver('o-1', { how: 'out-of-order' })).toMatchObject({ status: 200, acknowledged: true });",
      "expect(await deliverEarlier('again', 'n1')).toMatchObject({ attempts: [{ status: 200, acknowledged: true }] });",
      "sandbox.expectDelivered('o-1');",
    ]);
    const slow = paid({
      refunds: [refund('R1', '3'), refund('R2', '2'), refund('R3', '1')],
      history: [
        ...[step('placed', 0), step('paid', 1)],
        ...['R1', 'R2', 'R3'].map((no_refund, at) => step('refund-applied', 3 + at, { no_refund })),
        step('refunded', 9, { no_refund: 'R2' }),
        step('refund-failed', 10, { no_refund: 'R1' }),
      ],
    });
    expect(orderTest(slow, english)).toContain('LianlianSandbox.start({ refundMs: 86400000 })');
    expect(stepsOf(slow).slice(3, 8)).toEqual([
      "const refund1 = await sandbox.refund('o-1', '1.00');",
      "const refund2 = await sandbox.refund('o-1', '1.00');",
      "await sandbox.refund('o-1', '1.00');",
      'await sandbox.completeRefund(refund2.no_refund);',
      'await sandbox.failRefund(refund1.no_refund);',
    ]);
  });

  it('leaves to the app what only the app can do', () => {
    const history = [step('placed', 0), step('authorized', 1), step('captured', 2, { detail: '100.00' })];
    const text = orderTest(paid({ history, placedAt: second(0) }), english);
    expect(text).toContain("  await capture('100.00');\n");
    expect(text).toContain('async function capture(amount: string): Promise<void> {');
  });
});
