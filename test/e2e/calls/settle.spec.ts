import { inspect } from 'node:util';

import { MemoryInbox, type NotificationInbox } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { openEnvelope } from './support/open-envelope.js';
import { PAYOUT } from './support/samples.js';

const keys = testKeys();

/** Long enough for whatever machine: what ends sooner ends by itself, or when LianLian was asked often enough. */
const PATIENT = { everyMs: 10, timeoutMs: 30_000 };

/** What LianLian does with a call: a response, or `lost` (it took the call, and the connection broke). */
type Reaction = Readonly<Record<string, string>> | 'lost';

/** A LianLian that does what it is told, and keeps what it was sent. The last reaction of a kind stands. */
class Scripted {
  applications: Reaction[] = [{ ret_code: '0000', oid_paybill: '2026080122465497' }];
  queries: Reaction[] = [{ ret_code: '8901' }];
  readonly applied: Record<string, string>[] = [];
  asked = 0;
  others = 0;
  private asksLeft = Infinity;
  private enough: () => void = () => undefined;

  listenTo(gateway: Gateway): void {
    gateway.behave(({ path, fields }, _response, socket) => {
      const reaction = this.reactTo(path, fields);
      if (reaction === 'lost') {
        socket.destroy();
        return undefined;
      }
      const response = { oid_partner: OID_PARTNER, ret_msg: 'ok', no_order: PAYOUT.no_order, ...reaction };
      return signedResponse(response, keys.lianlian.privateKey);
    });
  }

  /** A signal that aborts when it was asked that often, and what it said was read. */
  asksFor(times: number): AbortSignal {
    const controller = new AbortController();
    this.asksLeft = this.asked + times;
    this.enough = () => {
      controller.abort();
    };
    return controller.signal;
  }

  private reactTo(path: string, fields: Readonly<Record<string, string>>): Reaction {
    if (path === '/paymentapi/queryPayment.htm') {
      this.asked++;
      // The responses before this one have been read.
      if (this.asked > this.asksLeft) this.enough();
      return next(this.queries);
    }
    if (path !== '/paymentapi/payment.htm') {
      this.others++;
      return { ret_code: '9999' };
    }
    this.applied.push(JSON.parse(openEnvelope(fields['pay_load'] ?? '', keys.lianlian.privateKey)));
    return next(this.applications);
  }
}

function next(reactions: Reaction[]): Reaction {
  return (reactions.length > 1 ? reactions.shift() : reactions[0]) ?? 'lost';
}

const found = (result_pay: string, more: object = {}): Reaction => ({
  ...{ ret_code: '0000', money_order: '49.95', dt_order: PAYOUT.dt_order, result_pay },
  ...more,
});

let gateway: Gateway;
let lianlian: Scripted;
let inbox: NotificationInbox;
let apps: App[];

beforeEach(async () => {
  gateway = await startGateway();
  lianlian = new Scripted();
  lianlian.listenTo(gateway);
  inbox = new MemoryInbox();
  apps = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(apps.map((app) => app.close()));
  await gateway.stop();
});

/** One more process of the app, on the store that the others have. */
async function startProcess(options: object = {}): Promise<App> {
  const app = await startLianlian(keys, { gateway: gateway.url, notifications: { inbox }, ...options });
  apps.push(app);
  return app;
}

/** Moves the clock, and nothing that waits. */
function later(minutes: number): void {
  const now = Date.now() + minutes * 60_000;
  vi.useFakeTimers({ toFake: ['Date'], now });
}

async function settle(app: App, options: object = {}, request: object = PAYOUT) {
  return app.lianlian.payouts.settle(request as never, { ...PATIENT, ...options });
}

/** Settles it until LianLian was asked a few times. */
async function settleForAWhile(app: App, options: object = {}) {
  return settle(app, { signal: lianlian.asksFor(3), ...options });
}

function expectSameFields(times: number): void {
  expect(lianlian.applied).toHaveLength(times);
  expect(new Set(lianlian.applied.map((fields) => JSON.stringify(fields))).size).toBe(1);
  expect(lianlian.others).toBe(0);
}

describe('settling a payout', () => {
  it.each([
    ['SUCCESS', 'paid'],
    ['FAILURE', 'failed'],
    ['CANCEL', 'returned'],
    ['CLOSED', 'closed'],
  ])('goes on from accepted to %s', async (result_pay, state) => {
    lianlian.queries = [{ ret_code: '8901' }, found('PROCESSING'), found(result_pay, { memo: '卡号错误' })];
    const settled = await settle(await startProcess());
    expect(settled).toMatchObject({ state, final: true, no_order: 'p-1', memo: '卡号错误' });
    expect(lianlian.asked).toBe(3);
    expectSameFields(1);
  });

  it.each(['4002', '4003', '4004'])('ends where %s asks a person, and never confirms', async (ret_code) => {
    lianlian.applications = [{ ret_code, confirm_code: '615937' }];
    const settled = await settle(await startProcess());
    expect(settled).toMatchObject({ state: 'needs-confirmation', final: false, confirm_code: '615937' });
    expect(settled.reason).toMatch(/repetition|name-mismatch/);
    expect(inspect(settled)).not.toContain('615937');
    expect(lianlian.asked).toBe(0);
    expectSameFields(1);
  });

  it('ends where a query says that it is held back', async () => {
    lianlian.applications = ['lost'];
    lianlian.queries = [found('CHECK')];
    const settled = await settle(await startProcess());
    expect(settled).toMatchObject({ state: 'needs-confirmation', final: false, confirm_code: undefined });
    expectSameFields(1);
  });

  it.each<[string, Reaction]>([
    ['no response', 'lost'],
    ...['1002', '2005', '4006', '4007', '4009', '9999', '1234'].map((ret_code): [string, Reaction] => [
      ret_code,
      { ret_code },
    ]),
  ])('asks after %s, through late records, and sends nothing again', async (_what, reaction) => {
    lianlian.applications = [reaction];
    lianlian.queries = [
      { ret_code: '8901' },
      'lost',
      { ret_code: '9999' },
      { ret_code: '8901' },
      found('SUCCESS'),
    ];
    expect(await settle(await startProcess())).toMatchObject({
      state: 'paid',
    });
    expectSameFields(1);
  });

  it('ends with not-found, which is not final, where that is all that it learns', async () => {
    lianlian.applications = ['lost'];
    const settled = await settleForAWhile(await startProcess());
    expect(settled).toMatchObject({ state: 'not-found', final: false });
    expect(settled.error).toMatchObject({ outcome: 'unknown' });
    expect(lianlian.asked).toBeGreaterThan(1);
    expectSameFields(1);
  });

  it('ends with open where LianLian accepted it and cannot tell', async () => {
    lianlian.queries = [{ ret_code: '9999' }, { ret_code: '8901' }, { ret_code: '9999' }];
    expect(await settleForAWhile(await startProcess())).toMatchObject({ state: 'open', final: false });
    expectSameFields(1);
  });

  it('ends when the time is up', async () => {
    lianlian.queries = [found('PROCESSING')];
    const startedAt = performance.now();
    const settled = await settle(await startProcess(), { timeoutMs: 1_500 });
    expect(settled).toMatchObject({ state: 'open', final: false });
    expect(performance.now() - startedAt).toBeGreaterThan(1_400);
    expectSameFields(1);
  });

  it('ends when its signal aborts', async () => {
    lianlian.queries = [found('PROCESSING')];
    const settled = await settleForAWhile(await startProcess());
    expect(settled).toMatchObject({ state: 'open', final: false });
  });

  it('sends nothing and ends at once where its signal has aborted already', async () => {
    const app = await startProcess();
    const startedAt = performance.now();
    await expect(settle(app, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'LianlianTransportError',
      outcome: 'not-sent',
      message: expect.stringContaining('its signal aborted it before it was sent') as string,
    });
    expect(performance.now() - startedAt).toBeLessThan(PATIENT.timeoutMs / 2);
    expect(lianlian.applied).toEqual([]);
  });

  it('sends it to the end in the time of a call, however short its own time is', async () => {
    expect(await settle(await startProcess(), { timeoutMs: 1 })).toMatchObject({
      ...{ state: 'open', final: false, oid_paybill: '2026080122465497' },
    });
    expectSameFields(1);
  });

  it('waits for a send that has begun no longer than a call may take', async () => {
    gateway.behave(() => undefined);
    const app = await startProcess({ http: { timeoutMs: 4_000 } });
    const startedAt = performance.now();
    const settled = await settle(app, { timeoutMs: 1 });
    expect(settled).toMatchObject({ state: 'open', final: false, error: { outcome: 'unknown' } });
    const tookMs = performance.now() - startedAt;
    // To its end, although the time was over long before; and not for ever.
    expect(tookMs).toBeGreaterThan(3_900);
    expect(tookMs).toBeLessThan(PATIENT.timeoutMs / 2);
  });

  it.each([null, '', undefined])(
    'sends first where appliedAt is %o: it was never sent',
    async (appliedAt) => {
      lianlian.queries = [found('SUCCESS')];
      expect(await settle(await startProcess(), { appliedAt })).toMatchObject({ state: 'paid' });
      expectSameFields(1);
    },
  );

  it.each(['9104', '4103', '4104', '1001', '4012', '9911'])(
    'throws what LianLian refuses with %s, where it was the first send',
    async (ret_code) => {
      lianlian.applications = [{ ret_code }];
      await expect(settle(await startProcess())).rejects.toMatchObject({ ret_code, outcome: 'failed' });
      expect(lianlian.asked).toBe(0);
      expectSameFields(1);
    },
  );

  it('throws not-sent where nothing could be sent', async () => {
    const closed = await startProcess({ gateway: 'http://127.0.0.1:9' });
    await expect(settle(closed, { timeoutMs: 300 })).rejects.toMatchObject({
      name: 'LianlianTransportError',
      outcome: 'not-sent',
    });
    expect(lianlian.applied).toEqual([]);
  });

  it('refuses a misspelt option, and a time that is none', async () => {
    const app = await startProcess();
    for (const options of [{ timeout: 5 }, { everyMs: 0 }, { appliedAt: 'yesterday' }]) {
      await expect(settle(app, options)).rejects.toMatchObject({ name: 'LianlianValidationError' });
    }
    expect(lianlian.applied).toEqual([]);
  });

  it('refuses another payout under the number of one that was sent', async () => {
    lianlian.queries = [found('SUCCESS')];
    await settle(await startProcess());
    const changed = { ...PAYOUT, money_order: '50.00' };
    await expect(settle(await startProcess(), {}, changed)).rejects.toMatchObject({
      name: 'LianlianValidationError',
      outcome: 'not-sent',
    });
    expectSameFields(1);
  });

  it.each([
    ['amount', { money_order: '50.00' }],
    ['time', { dt_order: '20260801225715' }],
    ['number', { no_order: 'p-2' }],
  ])('takes no end of a payout with another %s for its own', async (_what, other) => {
    lianlian.queries = [found('SUCCESS', other)];
    await expect(settle(await startProcess())).rejects.toMatchObject({
      name: 'LianlianSignatureError',
      outcome: 'unknown',
    });
  });
});

describe('settling a payout that another process left', () => {
  /** A process that dies after the payout left. */
  async function dies(): Promise<void> {
    lianlian.applications = ['lost'];
    lianlian.queries = [{ ret_code: '8901' }];
    await settle(await startProcess(), { signal: lianlian.asksFor(1) });
  }

  it('asks first, and finds it paid', async () => {
    await dies();
    lianlian.queries = [found('SUCCESS')];
    expect(await settle(await startProcess())).toMatchObject({ state: 'paid', final: true });
    expectSameFields(1);
  });

  it('asks alone for 30 minutes, and then sends the very same once more', async () => {
    await dies();
    later(29);
    expect(await settleForAWhile(await startProcess())).toMatchObject({ state: 'not-found', final: false });
    expectSameFields(1);
    later(2);
    lianlian.applications = ['lost'];
    expect(await settleForAWhile(await startProcess())).toMatchObject({ state: 'not-found', final: false });
    expectSameFields(2);
    // The second send has 30 minutes of its own, in every process.
    later(29);
    await settleForAWhile(await startProcess());
    expectSameFields(2);
    later(2);
    lianlian.applications = [{ ret_code: '0000', oid_paybill: '2026080122465497' }];
    lianlian.queries = [{ ret_code: '8901' }, found('SUCCESS')];
    expect(await settle(await startProcess())).toMatchObject({ state: 'paid' });
    expectSameFields(3);
  });

  it('does not send it once more where the time was over while it asked', async () => {
    await dies();
    later(31);
    lianlian.queries = [{ ret_code: '8901' }];
    const settled = await settle(await startProcess(), { signal: lianlian.asksFor(0) });
    expect(settled).toMatchObject({ final: false });
    expectSameFields(1);
  });

  it('sends it once more in one of two processes', async () => {
    await dies();
    later(31);
    lianlian.applications = ['lost'];
    const signal = lianlian.asksFor(8);
    const processes = [await startProcess(), await startProcess()];
    await Promise.all(processes.map((app) => settle(app, { signal })));
    expectSameFields(2);
  });

  it('counts from the last send, if apply made it', async () => {
    await dies();
    later(20);
    lianlian.applications = [{ ret_code: '2005' }];
    const { payouts } = (await startProcess()).lianlian;
    await expect(payouts.apply(PAYOUT)).rejects.toMatchObject({ outcome: 'unknown' });
    later(20);
    await settleForAWhile(await startProcess());
    expectSameFields(2);
  });

  it('counts from the latest time that a process noted, where the clock of another one is behind', async () => {
    await dies();
    later(-40);
    lianlian.applications = [{ ret_code: '2005' }];
    const { payouts } = (await startProcess()).lianlian;
    await expect(payouts.apply(PAYOUT)).rejects.toMatchObject({ outcome: 'unknown' });
    later(45);
    await settleForAWhile(await startProcess());
    expectSameFields(2);
  });

  it('sends nothing while the clock is before the send', async () => {
    later(120);
    await dies();
    later(-240);
    expect(await settleForAWhile(await startProcess())).toMatchObject({ state: 'not-found', final: false });
    expectSameFields(1);
  });

  it.each(['9104', '1001', '4104'])(
    'does not call it failed because the second send is refused with %s',
    async (ret_code) => {
      await dies();
      later(31);
      lianlian.applications = [{ ret_code }];
      const settled = await settleForAWhile(await startProcess());
      expect(settled).toMatchObject({ state: 'not-found', final: false, error: { ret_code } });
      expectSameFields(2);
    },
  );

  it('finds what was recorded late, although the second send was refused', async () => {
    await dies();
    later(31);
    lianlian.applications = [{ ret_code: '9104' }];
    lianlian.queries = [{ ret_code: '8901' }, found('SUCCESS')];
    expect(await settle(await startProcess())).toMatchObject({ state: 'paid' });
    expectSameFields(2);
  });

  it('does not take the failure of an earlier send for the end of the last one', async () => {
    await dies();
    later(31);
    lianlian.applications = ['lost'];
    lianlian.queries = [{ ret_code: '8901' }, found('FAILURE')];
    expect(await settleForAWhile(await startProcess())).toMatchObject({ state: 'open', final: false });
    // By now LianLian would have recorded the last one, too.
    later(31);
    expect(await settle(await startProcess())).toMatchObject({ state: 'failed', final: true });
    expectSameFields(2);
  });

  it('does not take the failure of another transaction than the accepted one for its end', async () => {
    await dies();
    later(31);
    lianlian.applications = [{ ret_code: '0000', oid_paybill: '2026080122465497' }];
    const failed = found('FAILURE', { oid_paybill: '2026080100000001' });
    lianlian.queries = [{ ret_code: '8901' }, failed];
    expect(await settleForAWhile(await startProcess())).toMatchObject({
      ...{ state: 'open', final: false, oid_paybill: '2026080122465497' },
    });
    lianlian.queries = [found('SUCCESS', { oid_paybill: '2026080122465497' })];
    expect(await settle(await startProcess())).toMatchObject({ state: 'paid', final: true });
    expectSameFields(2);
  });

  it.each([
    ['of no transaction', {}],
    ['of a transaction', { oid_paybill: '2026080100000001' }],
  ])(
    'nor a failure %s, where another process made the last send while it asked',
    async (_of, transaction) => {
      await dies();
      const controller = new AbortController();
      const settling = settle(await startProcess(), { signal: controller.signal });
      await vi.waitFor(() => {
        expect(lianlian.asked).toBeGreaterThan(2);
      }, PATIENT.timeoutMs);
      const other = await startProcess();
      await other.lianlian.payouts.apply(PAYOUT).catch(() => undefined);
      lianlian.queries = [found('FAILURE', transaction)];
      const { asked } = lianlian;
      await vi.waitFor(() => {
        expect(lianlian.asked).toBeGreaterThan(asked + 2);
      }, PATIENT.timeoutMs);
      controller.abort();
      expect(await settling).toMatchObject({ state: 'open', final: false });
      later(31);
      expect(await settle(await startProcess())).toMatchObject({ state: 'failed', final: true });
    },
  );

  it('does not throw that nothing was done where another process sent it while it was refused', async () => {
    const other = await startProcess();
    const answered = (ret_code: string): string =>
      signedResponse({ oid_partner: OID_PARTNER, ret_code, ret_msg: 'ok' }, keys.lianlian.privateKey);
    let sends = 0;
    gateway.behave(({ path }, response) => {
      if (path === '/paymentapi/queryPayment.htm') return answered('8901');
      if (++sends > 1) return answered('0000');
      void other.lianlian.payouts.apply(PAYOUT).then(() => response.end(answered('4104')));
      return undefined;
    });
    const settled = await settle(await startProcess(), { timeoutMs: 2_000 });
    expect(settled).toMatchObject({ final: false, error: { ret_code: '4104', outcome: 'unknown' } });
    expect(sends).toBe(2);
  });

  it('asks first by appliedAt, where the inbox forgot', async () => {
    await dies();
    inbox = new MemoryInbox();
    lianlian.queries = [{ ret_code: '8901' }, found('SUCCESS')];
    expect(await settle(await startProcess(), { appliedAt: new Date() })).toMatchObject({ state: 'paid' });
    expectSameFields(1);
  });

  it('sends it again by appliedAt only when 30 minutes are over', async () => {
    await dies();
    inbox = new MemoryInbox();
    const appliedAt = new Date();
    later(31);
    lianlian.applications = ['lost'];
    expect(await settleForAWhile(await startProcess(), { appliedAt })).toMatchObject({ state: 'not-found' });
    expectSameFields(2);
  });

  it('picks up a payout that was noted, and never left', async () => {
    const closed = await startProcess({ gateway: 'http://127.0.0.1:9' });
    await settle(closed, { timeoutMs: 300 }).catch(() => undefined);
    expect(lianlian.applied).toEqual([]);
    later(31);
    lianlian.queries = [{ ret_code: '8901' }, found('SUCCESS')];
    expect(await settle(await startProcess())).toMatchObject({ state: 'paid' });
    expectSameFields(1);
  });
});

describe('a failure that LianLian tells after the second send', () => {
  const TAKEN = '2026080122465497';
  const taken: Reaction = { ret_code: '0000', oid_paybill: TAKEN };
  const hasIt: Reaction = { ret_code: '1002' };

  const senders: Readonly<Record<string, (app: App) => Promise<unknown>>> = {
    apply: (app) => app.lianlian.payouts.apply(PAYOUT).catch(() => undefined),
    settle: (app) => {
      later(31);
      return settleForAWhile(app);
    },
  };
  const lookers: Readonly<
    Record<string, (app: App) => Promise<{ readonly state: string; readonly final: boolean }>>
  > = {
    query: (app) => app.lianlian.payouts.query({ no_order: PAYOUT.no_order }),
    settle: (app) => settleForAWhile(app),
  };

  // Whichever call sent it: what this process saw of the last send, and how long ago that was.
  const ends: readonly [string, Reaction, string | undefined, boolean, boolean][] = [
    ['taken as the transaction that failed', taken, TAKEN, true, true],
    ['taken as another transaction', taken, '2026080100000001', false, false],
    ['taken, while the failure names no transaction', taken, undefined, false, true],
    ['refused, since LianLian has the first', hasIt, TAKEN, true, true],
    ['lost', 'lost', TAKEN, false, true],
  ];
  const cases = ends.flatMap((end) =>
    Object.keys(senders).flatMap((sender) =>
      Object.keys(lookers).map((looker) => [...end, sender, looker] as const),
    ),
  );

  it.each(cases)(
    '%s (%o, %s): an end for who saw that at once %s, after 31 minutes %s; sent by %s, asked by %s',
    async (_what, application, transaction, isEndAtOnce, isEndLater, sender, looker) => {
      lianlian.applications = ['lost', application];
      const app = await startProcess();
      await app.lianlian.payouts.apply(PAYOUT).catch(() => undefined);
      await senders[sender]?.(app);
      expectSameFields(2);
      lianlian.queries = [found('FAILURE', transaction === undefined ? {} : { oid_paybill: transaction })];
      const look = async (process: App) => (await lookers[looker]?.(process))?.final;
      expect(await look(app)).toBe(isEndAtOnce);
      // A process that saw nothing of it cannot tell.
      const other = await startProcess();
      expect(await look(other)).toBe(false);
      later(31);
      expect(await look(app)).toBe(isEndLater);
      expect(await look(other)).toBe(true);
      expectSameFields(2);
    },
  );

  it.each(Object.keys(lookers))(
    'is the end where the process saw both sends refused, one of them in settle: asked by %s',
    async (looker) => {
      lianlian.applications = [{ ret_code: '4104' }];
      const app = await startProcess();
      await expect(settle(app)).rejects.toMatchObject({ outcome: 'failed' });
      await expect(app.lianlian.payouts.apply(PAYOUT)).rejects.toMatchObject({ outcome: 'failed' });
      lianlian.queries = [found('FAILURE')];
      expect(await lookers[looker]?.(app)).toMatchObject({ state: 'failed', final: true });
    },
  );
});
