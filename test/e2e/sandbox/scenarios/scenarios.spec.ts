import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { errorCodes } from '../../../../lib/sandbox/data/data.js';
import {
  call,
  chinaTime,
  isSigned,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
  submit,
} from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let dt_order: string;

beforeEach(async () => {
  shop = await ShopEnd.open();
  sandbox = await startSandbox({ seed: 'scenarios' });
  dt_order = chinaTime(sandbox.clock.now());
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

function placed(fields: Record<string, string> = {}): Record<string, string> {
  return { ...orders.direct(sandbox, shop.url), dt_order, ...fields };
}

/** What a shop sees that gives up after a while. */
async function seen(fields: Record<string, string>, timeoutMs = 15_000): Promise<string> {
  try {
    const response = await fetch(sandbox.url + PATHS.direct, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed(fields, sandbox.options.privateKey)),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!text.startsWith('{')) return `${String(response.status)} page`;
    const told = JSON.parse(text) as Record<string, string>;
    const signature =
      told['sign'] === undefined ? 'unsigned' : isSigned(told, sandbox) ? 'signed' : 'wrongly signed';
    return `${String(response.status)} ${told['ret_code'] ?? ''} ${signature}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'time-out' : 'dropped';
  }
}

function isPlaced(): boolean {
  try {
    return sandbox.transaction('o-1').no_order === 'o-1';
  } catch {
    return false;
  }
}

/** Long enough for LianLian to do its work, and no longer where no response comes. */
function patience(expected: string): number {
  return expected === 'time-out' ? 500 : 15_000;
}

describe('faults of responses', () => {
  it.each([
    ['time-out', 'time-out'],
    ['dropped-connection', 'dropped'],
    ['bad-gateway', '502 page'],
    ['html', '200 page'],
    ['unsigned-error', '200 9999 unsigned'],
  ])('%s, before and after the work', async (fault, expected) => {
    sandbox.scenario({ fault, times: 1 });
    expect(await seen(placed(), patience(expected))).toBe(expected);
    await expect.poll(() => sandbox.requests.map((request) => request.fault)).toEqual([`${fault} (s1)`]);
    expect(isPlaced()).toBe(false);
    sandbox.scenario({ fault, when: 'after', times: 1 });
    expect(await seen(placed(), patience(expected))).toBe(expected);
    await expect.poll(isPlaced).toBe(true);
    await expect.poll(() => sandbox.requests.at(-1)?.fault).toBe(`${fault} (s2)`);
    expect(await seen(placed())).toBe('200 0000 signed');
  });

  it('wrongly-signed: a success whose signature is of another key', async () => {
    sandbox.scenario({ fault: 'wrongly-signed' });
    expect(await seen(placed())).toBe('200 0000 wrongly signed');
    expect(isPlaced()).toBe(true);
  });

  it('nameless: a signed success that does not say what it is about', async () => {
    sandbox.scenario({ fault: 'nameless', times: 1 });
    const { fields } = await call(sandbox, PATHS.direct, placed());
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(fields).toMatchObject({ ret_code: '0000', user_id: 'u-1' });
    for (const name of ['no_order', 'dt_order', 'oid_paybill', 'money_order'])
      expect(fields).not.toHaveProperty(name);
    expect(isPlaced()).toBe(true);
    expect((await call(sandbox, PATHS.direct, placed())).fields).toMatchObject({ no_order: 'o-1' });
  });

  it('slow: in real time', async () => {
    sandbox.scenario({ fault: 'slow', ms: 400, times: 1 });
    const began = performance.now();
    expect(await seen(placed())).toBe('200 0000 signed');
    expect(performance.now() - began).toBeGreaterThanOrEqual(390);
  });

  it('ret-code: each one of LianLian’s, on demand, and nothing is done', async () => {
    for (const { code } of errorCodes) {
      sandbox.scenario({ fault: 'ret-code', ret_code: code, times: 1 });
      expect(await seen(placed())).toBe(`200 ${code} signed`);
    }
    expect(errorCodes.length).toBe(158);
    expect(isPlaced()).toBe(false);
  });

  it('a payment that was taken is notified though its response never came', async () => {
    const { oid_partner = '', no_order = '', money_order = '' } = orders.apply(sandbox, shop.url);
    const { fields } = await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url));
    sandbox.scenario({ fault: 'dropped-connection', when: 'after', api: 'easypay.verify' });
    const verify = { oid_partner, sign_type: 'RSA', no_order, money_order, token: fields['token'] ?? '' };
    await expect(
      call(sandbox, PATHS.verify, { ...verify, verify_code: sandbox.smsCode('o-1') }),
    ).rejects.toThrow();
    await sandbox.delivered('o-1');
    expect(sandbox.transaction('o-1').result_pay).toBe('SUCCESS');
  });

  it('strike pages too', async () => {
    sandbox.scenario({ fault: 'ret-code', ret_code: '2004', api: 'aggregate.redirect' });
    expect(await submit(sandbox, PATHS.redirect, orders.redirect(sandbox, shop.url))).toContain('2004');
  });

  it('strike nothing that is wrongly signed: the mistake comes first', async () => {
    sandbox.scenario({ fault: 'html' });
    const response = await call(sandbox, PATHS.direct, placed({ oid_partner: '201304121000001999' }));
    expect(response.fields['ret_code']).toBe('3001');
  });
});

describe('which one is struck', () => {
  it('is chosen by API, amount and order', async () => {
    sandbox.scenario([
      { fault: 'html', api: 'aggregate.query' },
      { fault: 'html', amount: '49.95' },
      { fault: 'html', no_order: 'o-3' },
    ]);
    expect(await seen(placed())).toBe('200 0000 signed');
    expect(await seen(placed({ no_order: 'o-2', money_order: '49.95' }))).toBe('200 page');
    expect(await seen(placed({ no_order: 'o-3' }))).toBe('200 page');
    expect(sandbox.scenarios.all().map(({ struck }) => struck)).toEqual([0, 1, 1]);
  });

  it('is drawn from the seed, whatever the order of arrival', async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => `p-${String(at)}`);
    async function struck(seed: string, list: readonly string[]): Promise<string[]> {
      const drawing = await startSandbox({ seed, scenarios: [{ fault: 'html', probability: 0.5 }] });
      const struckOrders = await Promise.all(
        list.map(async (no_order) => {
          const fields = signed({ ...placed(), no_order }, drawing.options.privateKey);
          const body = JSON.stringify(fields);
          const response = await fetch(drawing.url + PATHS.direct, { method: 'POST', body });
          return (await response.text()).startsWith('<') ? [no_order] : [];
        }),
      );
      await drawing.stop();
      return struckOrders.flat().sort();
    }
    const first = await struck('a', numbers);
    expect(first.length).toBeGreaterThan(3);
    expect(first.length).toBeLessThan(17);
    expect(await struck('a', numbers.toReversed())).toEqual(first);
    expect(await struck('b', numbers)).not.toEqual(first);
  });

  it.each([
    [{ fault: 'nothing' }, 'fault'],
    [{ fault: 'ret-code' }, 'ret_code is missing'],
    [{ fault: 'ret-code', ret_code: '0000' }, 'ret_code'],
    [{ fault: 'html', ms: 3 }, 'ms means nothing'],
    [{ fault: 'html', kind: 'refund' as const }, 'kind means nothing'],
    [{ fault: 'html', api: 'aggregate.directly' }, 'api must be one of'],
    [{ fault: 'html', amount: '49.9' }, 'amount must be decimal text'],
    [{ fault: 'html', probability: 2 }, 'probability'],
    [{ fault: 'html', times: 0 }, 'times'],
  ])('%j is refused', (rule, message) => {
    expect(() => sandbox.scenario(rule)).toThrow(message);
  });
});

describe('faults of notifications', () => {
  async function paid(fault: string, more: object = {}): Promise<void> {
    sandbox.scenario({ fault, times: 1, ...more });
    await call(sandbox, PATHS.direct, placed());
    await sandbox.pay('o-1');
  }
  const trueCopies = (): boolean[] => shop.received.map(({ fields }) => isSigned(fields, sandbox));

  it('duplicated', async () => {
    await paid('duplicated');
    expect(trueCopies()).toEqual([true, true]);
  });

  it('delayed, by the sandbox’s clock', async () => {
    await paid('delayed', { ms: 3_600_000 });
    await sandbox.clock.advance(3_590_000);
    expect(shop.received).toHaveLength(0);
    await sandbox.clock.advance(10_000);
    expect(shop.received).toHaveLength(1);
  });

  it('reordered: the refund’s comes first', async () => {
    await paid('reordered', { kind: 'payment' });
    expect(shop.received).toHaveLength(0);
    await sandbox.refund('o-1');
    expect(shop.received.map(({ fields }) => 'no_refund' in fields)).toEqual([true, false]);
    expect(sandbox.deliveries('o-1').map(({ acknowledged }) => acknowledged)).toEqual([true, true]);
  });

  it.each(['tampered', 'unsigned', 'foreign-key'])(
    '%s: no true copy, whose ack means nothing',
    async (fault) => {
      await paid(fault);
      expect(trueCopies()).toEqual([false]);
      expect(() => {
        sandbox.expectDelivered('o-1');
      }).toThrow('no true copy');
      await sandbox.clock.advance(120_000);
      expect(trueCopies()).toEqual([false, true]);
      sandbox.expectDelivered('o-1');
    },
  );

  it('wrong-merchant and wrong-amount: truly signed', async () => {
    await paid('wrong-merchant');
    await sandbox.deliver('o-1', { how: 'wrong-amount' });
    expect(trueCopies()).toEqual([true, true]);
    const [stranger, dearer] = shop.received.map(({ fields }) => fields);
    expect(stranger?.['oid_partner']).not.toBe(sandbox.options.oidPartner);
    expect(dearer).toMatchObject({ oid_partner: sandbox.options.oidPartner, money_order: '211.9' });
  });

  it('dropped: the repeats go on', async () => {
    await paid('dropped', { times: 3 });
    await sandbox.clock.advance(240_000);
    expect(shop.received).toHaveLength(0);
    await sandbox.clock.advance(120_000);
    expect(trueCopies()).toEqual([true]);
    expect(sandbox.deliveries('o-1').map(({ how }) => how)).toEqual([
      'dropped',
      'dropped',
      'dropped',
      undefined,
    ]);
  });

  it('write unpadded amounts as they are told to', async () => {
    const unpadded = await startSandbox({ amountStyle: 'unpadded' });
    await call(unpadded, PATHS.direct, { ...orders.direct(unpadded, shop.url), money_order: '1000.00' });
    await unpadded.pay('o-1');
    await unpadded.deliver('o-1', { how: 'wrong-merchant' });
    expect(shop.received.map(({ fields }) => fields['money_order'])).toEqual(['1000.0', '1000.0']);
    expect(shop.received.map(({ fields }) => isSigned(fields, unpadded))).toEqual([true, true]);
    await unpadded.stop();
  });
});

describe('magic amounts', () => {
  it.each([
    ['44444.01', 'time-out', false],
    ['44444.04', 'dropped', true],
    ['44444.05', '502 page', false],
    ['44444.07', '200 page', false],
    ['44442004.44', '200 2004 signed', false],
  ])('%s sets off %s', async (money_order, expected, isDone) => {
    expect(await seen(placed({ money_order }), patience(expected))).toBe(expected);
    await expect.poll(() => sandbox.requests.length).toBe(1);
    expect(isPlaced()).toBe(isDone);
    if (money_order.startsWith('44444')) expect(await seen(placed({ money_order }))).toBe('200 0000 signed');
  });

  it('of notifications strike the first attempt', async () => {
    await call(sandbox, PATHS.direct, placed({ money_order: '44444.29' }));
    await sandbox.pay('o-1');
    expect(shop.received).toHaveLength(0);
    await sandbox.clock.advance(120_000);
    expect(shop.received).toHaveLength(1);
  });

  it('can be switched off', async () => {
    const plain = await startSandbox({ magicAmounts: false });
    const fields = { ...orders.direct(plain, shop.url), money_order: '44444.05' };
    expect((await call(plain, PATHS.direct, fields)).fields['ret_code']).toBe('0000');
    await plain.stop();
  });
});
