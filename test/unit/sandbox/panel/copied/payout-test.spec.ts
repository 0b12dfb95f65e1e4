import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { AttemptView, PayoutDetailView } from '../../../../../lib/sandbox/contract.js';
import { payoutTest } from '../../../../../lib/sandbox/panel/client/copied/payout-test.js';
import { transpiled } from '../../../../support/copied-test.js';
import { anyText, chinese, english, stepsIn } from './copied.js';
import { attemptView, notificationView, payoutView, second, step } from '../views.js';

const PAY_OUT = 'await payOut();';
const COMPLETE = "await sandbox.payouts.complete('p-1');";
const CONFIRM = "await confirm(sandbox.payouts.get('p-1').review?.confirm_code ?? '');";
const DELIVERED = "expect(sandbox.payouts.deliveries('p-1').at(-1)).toMatchObject({ acknowledged: true });";
const UNDER_WAY = [step('applied', 0, { detail: '88.00' }), step('processing', 0, { detail: '88.00' })];
const REVIEW = {
  ret_code: '4002',
  confirm_code: '123456',
  wrongCodes: 0,
  closesAt: second(86_400),
} as const;

const isNow = (result_pay: string, more = ''): string =>
  `expect(sandbox.payouts.get('p-1')).toMatchObject({ result_pay: '${result_pay}'${more} });`;

const stepsOf = (changes: Partial<PayoutDetailView>): string[] =>
  stepsIn(payoutTest(payoutView(changes), english));

const startOf = (changes: Partial<PayoutDetailView>): string =>
  /LianlianSandbox\.start\((.*)\);/.exec(payoutTest(payoutView(changes), english))?.[1] ?? '';

/** One that was paid in its first second, with these attempts to notify of it. */
const paid = (...attempts: AttemptView[]): Partial<PayoutDetailView> => ({
  ...{ state: 'paid', result_pay: 'SUCCESS', history: [...UNDER_WAY, step('paid', 1)] },
  notifications: [notificationView('n1', attempts, { kind: 'payout' })],
});

/** One of this amount that was refused, or held back, with this code when it was applied for. */
const decided = (
  money_order: string,
  what: 'refused' | 'needs-confirmation',
  detail: string,
): Partial<PayoutDetailView> => ({
  money_order,
  history: [step('applied', 0), step(what, 0, { detail })],
});

describe('the test of a payout', () => {
  it('is a program, whatever the payout is called and why ever it failed', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (no_order, reason, isChinese) => {
        const payout = payoutView({
          no_order,
          history: [
            ...[step('applied', 0), step('needs-confirmation', 0, { detail: '4002' })],
            ...[step('confirmed', 1), step('processing', 1), step('failed', 2, { detail: reason })],
          ],
          notifications: [
            notificationView('n1', [attemptView(1, 2), attemptView(2, 9, { how: 'again' })]),
            notificationView('n2', [attemptView(1, 5)]),
          ],
        });
        const text = payoutTest(payout, isChinese ? chinese : english);
        expect(transpiled(text).mistakes).toEqual([]);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves the bank a day, and to the app what only the app can do', () => {
    const history = [...UNDER_WAY.slice(0, 1), step('needs-confirmation', 0), step('confirmed', 1)];
    const text = payoutTest(payoutView({ history }), english);
    expect(text).toContain('LianlianSandbox.start({ payoutMs: 86400000 })');
    expect(text).toContain('async function payOut(): Promise<void> {');
    expect(text).toContain('apply for the payout p-1 of 88.00 yuan here.');
    expect(text).toContain('async function confirm(confirm_code: string): Promise<void> {');
    expect(payoutTest(payoutView(), chinese)).toContain('在这里让应用申请代付 p-1，金额 88.00 元。');
    expect(payoutTest(payoutView(), english)).not.toContain('confirm');
  });

  it('pays, fails and returns it, and expects where it stands', () => {
    expect(stepsOf({ history: UNDER_WAY })).toEqual([PAY_OUT, isNow('PROCESSING')]);
    const history = [...UNDER_WAY, step('failed', 1, { detail: "it's closed" })];
    expect(stepsOf({ result_pay: 'FAILURE', history })).toEqual([
      PAY_OUT,
      "await sandbox.payouts.fail('p-1', 'it\\'s closed');",
      isNow('FAILURE'),
    ]);
    expect(
      stepsOf({
        result_pay: 'CANCEL',
        history: [...UNDER_WAY, step('paid', 1), step('returned', 2)],
        notifications: [
          notificationView('n1', [attemptView(1, 1)]),
          notificationView('n2', [attemptView(1, 2)]),
        ],
      }),
    ).toEqual([
      ...[PAY_OUT, COMPLETE, DELIVERED],
      ...["await sandbox.payouts.returnMoney('p-1');", DELIVERED, isNow('CANCEL')],
    ]);
  });

  it('holds it back, has it confirmed, or moves the clock until it is closed', () => {
    const held = [step('applied', 0), step('needs-confirmation', 0, { detail: '4003' })];
    const told = [
      "sandbox.scenario({ fault: 'payout-review', ret_code: '4003', times: 1 });",
      PAY_OUT,
      '// It was held back for a confirmation (4003).',
    ];
    const wrong = step('wrong-code', 3, { detail: '1' });
    expect(stepsOf({ history: [...held, wrong, step('confirmed', 5), step('processing', 5)] })).toEqual([
      ...[...told, '// A wrong code came, number 1.', CONFIRM, isNow('PROCESSING')],
    ]);
    // Nobody looked at it for a week.
    const history = [...held, step('closed', 604_800)];
    expect(stepsOf({ result_pay: 'CLOSED', review: REVIEW, history })).toEqual([
      ...[...told, 'await sandbox.clock.advance(86400000);', isNow('CLOSED')],
    ]);
  });

  it('has it refused, before a bank hears of it or when it is confirmed, and applied for again', () => {
    const refused = step('refused', 0, { detail: '9104' });
    const says = '// LianLian refused it (9104). Where your app throws then, catch that in the step before.';
    const again = '// The shop applied for it again, with every field as it was.';
    const atOnce = [step('applied', 0), refused];
    expect(stepsOf({ result_pay: 'FAILURE', refusedWith: '9104', history: atOnce })).toEqual([
      "sandbox.scenario({ fault: 'payout-refused', ret_code: '9104', times: 1 });",
      ...[PAY_OUT, says, isNow('FAILURE', ", refusedWith: '9104'")],
    ]);
    const history = [
      ...[step('applied', 0), step('needs-confirmation', 0, { detail: '4002' })],
      ...[step('confirmed', 0), refused, step('applied-again', 1), step('processing', 1)],
    ];
    expect(stepsOf({ history })).toEqual([
      "sandbox.scenario({ fault: 'payout-review', times: 1 });",
      ...[PAY_OUT, '// It was held back for a confirmation (4002).'],
      ...["sandbox.setBalance('0.00');", CONFIRM, says, again, "sandbox.setBalance('88.00');", PAY_OUT],
      isNow('PROCESSING'),
    ]);
  });

  it.each([
    ['44444.31', 'needs-confirmation', '4002'],
    ['44444.33', 'needs-confirmation', '4004'],
    ['44444.34', 'refused', '4104'],
  ] as const)('leaves to %s what the amount does by itself', (money_order, what, code) => {
    const payout = decided(money_order, what, code);
    expect(stepsOf(payout)[0]).toBe(PAY_OUT);
    expect(startOf(payout)).toBe('{ payoutMs: 86400000 }');
  });

  it.each([
    ['44444.31', 'needs-confirmation', '4003'],
    ['44444.34', 'refused', '9104'],
  ] as const)('keeps %s from doing what did not happen', (money_order, what, code) => {
    const payout = decided(money_order, what, code);
    expect(stepsOf(payout)[0]).toContain(`ret_code: '${code}'`);
    expect(startOf(payout)).toBe('{ payoutMs: 86400000, magicAmounts: false }');
  });

  it('keeps 44444.36 from returning it at another time than the test', () => {
    const payout = { money_order: '44444.36', history: UNDER_WAY };
    expect(startOf(payout)).toBe('{ payoutMs: 86400000, magicAmounts: false }');
  });

  it('keeps it out of the query’s records as long as it is not there', () => {
    const hidden = { history: UNDER_WAY, hiddenUntil: second(300) };
    expect(stepsOf(hidden)[0]).toBe(
      "sandbox.scenario({ fault: 'payout-late-record', ms: 300000, times: 1 });",
    );
    const byItself = { ...hidden, hiddenUntil: second(600), money_order: '44444.37' };
    expect(stepsOf(byItself)[0]).toBe(PAY_OUT);
    expect(startOf(byItself)).toBe('{ payoutMs: 86400000 }');
  });

  it('has a balance that suffices', () => {
    expect(startOf({ money_order: '1000000.00' })).toBe('{ payoutMs: 86400000 }');
    expect(startOf({ money_order: '1000000.01' })).toBe("{ payoutMs: 86400000, balance: '1000000.01' }");
  });
});

describe('the test of a payout, delivered', () => {
  it('as it was delivered by hand, and expects what is right', () => {
    const attempts = [
      attemptView(1, 1),
      attemptView(2, 5, { how: 'tampered', status: 401, acknowledged: false }),
      attemptView(3, 6, { how: 'wrong-merchant' }),
      attemptView(4, 7, { how: 'again' }),
    ];
    expect(stepsOf(paid(...attempts))).toEqual([
      ...[PAY_OUT, COMPLETE, DELIVERED],
      "expect(await sandbox.payouts.deliver('p-1', { how: 'tampered' })).toMatchObject({ status: 401, acknowledged: false });",
      '// The shop took it, which it must not.',
      "expect(await sandbox.payouts.deliver('p-1', { how: 'wrong-merchant' })).toMatchObject({ acknowledged: false });",
      "expect(await sandbox.payouts.deliver('p-1', { how: 'again' })).toMatchObject({ status: 200, acknowledged: true });",
      isNow('SUCCESS'),
    ]);
  });

  it('late: the first attempt that a scenario held back, the repeats, and a copy', () => {
    expect(stepsOf(paid(attemptView(1, 601)))).toEqual([
      PAY_OUT,
      "sandbox.scenario({ fault: 'delayed', kind: 'payout', times: 1, ms: 600000 });",
      ...[COMPLETE, 'await sandbox.clock.advance(600000);', DELIVERED, isNow('SUCCESS')],
    ]);
    const refused = { acknowledged: false, status: 500 };
    const repeats = paid(attemptView(1, 1, refused), attemptView(2, 121, refused), attemptView(3, 241));
    expect(stepsOf(repeats)).toEqual([
      ...[PAY_OUT, COMPLETE, '// The shop answered HTTP 500, which acknowledged nothing.', DELIVERED],
      ...['await sandbox.clock.advance(240000);', DELIVERED, isNow('SUCCESS')],
    ]);
    // The first one was due four milliseconds before it was noted.
    const noted = paid(attemptView(1, 1.004, refused), attemptView(2, 121));
    expect(stepsOf(noted)).toContain('await sandbox.clock.advance(120000);');
    const copy = paid(attemptView(1, 1), attemptView(2, 700, { how: 'late' }));
    expect(stepsOf(copy).slice(3, 6)).toEqual([
      "await sandbox.payouts.deliver('p-1', { how: 'late' });",
      'await sandbox.clock.advance(600000);',
      "expect(sandbox.payouts.deliveries('p-1').filter(({ how }) => how === 'late').at(-1)).toMatchObject({ status: 200, acknowledged: true });",
    ]);
  });

  it('changed by a scenario, which the amount may do by itself, though not any amount', () => {
    const lost = attemptView(1, 1, { how: 'dropped', acknowledged: false, status: undefined });
    const payout = paid(lost, attemptView(2, 121));
    const scenario = "sandbox.scenario({ fault: 'dropped', kind: 'payout', times: 1 });";
    expect(stepsOf(payout)).toEqual([
      ...[PAY_OUT, scenario, COMPLETE],
      "expect(sandbox.payouts.deliveries('p-1').at(-1)).toMatchObject({ how: 'dropped', acknowledged: false });",
      ...['await sandbox.clock.advance(120000);', DELIVERED, isNow('SUCCESS')],
    ]);
    expect(stepsOf({ ...payout, money_order: '44444.29' })).not.toContain(scenario);
    expect(stepsOf({ ...payout, money_order: '44444.35' })).toContain(scenario);
  });

  it('earlier: a notification that is not the last one, over the control API', () => {
    const payout = payoutView({
      history: [...UNDER_WAY, step('paid', 1), step('returned', 2)],
      notifications: [
        notificationView('n1', [attemptView(1, 1), attemptView(2, 4, { how: 'again' })]),
        notificationView('n2', [attemptView(1, 2)]),
      ],
    });
    const text = payoutTest(payout, english);
    expect(stepsIn(text)).toContain(
      "expect(await deliverEarlier('again', 'n1')).toMatchObject({ attempts: [{ status: 200, acknowledged: true }] });",
    );
    expect(text).toContain("const path = `payouts/${encodeURIComponent('p-1')}/deliveries`;");
    expect(text).toContain("import { type DeliveryHow, LianlianSandbox } from 'nestjs-lianlian/testing';");
  });
});
