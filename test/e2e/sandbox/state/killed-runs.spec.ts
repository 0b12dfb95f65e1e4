import { copyFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { LianlianSandbox, type SandboxStartOptions, TEST_CARDS } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { KeptSandbox } from '../support/kept-sandbox.js';
import { call, type Fields, orders, PATHS } from '../support/merchant.js';
import { applied } from '../support/payer.js';

const ACK = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
const HOUR_MS = 60 * 60_000;
const kept = new KeptSandbox();
const { file, start } = kept;

async function placed(sandbox: LianlianSandbox, no_order = 'o-1'): Promise<void> {
  await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, kept.shop.url), no_order });
}

/** A start with the file as a kill leaves it, once a whole batch of it holds some text. */
async function afterKill(
  text: string,
  options: Omit<SandboxStartOptions, 'merchants'> = {},
): Promise<LianlianSandbox> {
  const whole = async (): Promise<string> =>
    (await readFile(file(), 'utf8')).replace(/\n\{"kind"[^]*$/, (rest) =>
      rest.slice(0, rest.lastIndexOf('{"small"') + 1),
    );
  await expect.poll(whole, { timeout: 10_000 }).toContain(text);
  const left = join(kept.folder, `left-${String(kept.open.length)}.json`);
  await copyFile(file(), left);
  return start({ ...options, stateFile: left });
}

/** What the shop got, by kind and result. */
const results = (): readonly (string | undefined)[] =>
  kept.shop.received.map(({ fields }) => fields.sta_refund ?? fields.result_pay);

describe('a run that is killed', () => {
  it('during the first delivery delivers it again after the restart, as one attempt more, and repeats it', async () => {
    const first = await start();
    await placed(first);
    kept.shop.response = undefined;
    void first.pay('o-1');
    await expect.poll(results, { timeout: 10_000 }).toEqual(['SUCCESS']);
    kept.shop.response = { status: 500, body: '' };
    const second = await afterKill('"kind":"payment"');
    await expect.poll(results, { timeout: 10_000 }).toEqual(['SUCCESS', 'SUCCESS']);
    await expect(second.delivered('o-1', { timeoutMs: 60_000 })).rejects.toThrow('HTTP 500');
    kept.shop.response = ACK;
    await second.clock.advance(120_000);
    await second.delivered('o-1');
    expect(kept.shop.received).toHaveLength(3);
    expect(second.deliveries('o-1').map(({ attempt }) => attempt)).toEqual([2, 3]);
  });

  it('during the last attempt makes that again, and none after it', async () => {
    const first = await start({ notifications: { attempts: 2 } });
    await placed(first);
    kept.shop.response = { status: 500, body: '' };
    await first.pay('o-1');
    kept.shop.response = undefined;
    void first.clock.advance(120_000);
    await expect.poll(() => kept.shop.received.length, { timeout: 10_000 }).toBe(2);
    kept.shop.response = { status: 500, body: '' };
    await placed(first, 'last');
    const second = await afterKill('"no_order":"last"', { notifications: { attempts: 2 } });
    await second.clock.advance(HOUR_MS);
    expect(kept.shop.received).toHaveLength(3);
  });

  it('during a late copy delivers that again', async () => {
    const first = await start();
    await placed(first);
    await first.pay('o-1');
    await first.deliver('o-1', { how: 'late', delayMs: 1000 });
    kept.shop.response = undefined;
    void first.clock.advance(1000);
    await expect.poll(() => kept.shop.received.length, { timeout: 10_000 }).toBe(2);
    kept.shop.response = ACK;
    await placed(first, 'last');
    const second = await afterKill('"no_order":"last"');
    await second.clock.advance(0);
    await expect.poll(() => kept.shop.received.length, { timeout: 10_000 }).toBe(3);
    await expect.poll(() => second.deliveries('o-1').map(({ how }) => how)).toEqual([undefined, 'late']);
  });

  it('between a response and its notification tells of the payment, the refund and the payout after the restart', async () => {
    const first = await start({ payoutMs: 0 });
    await placed(first);
    await first.pay('o-1');
    const slow = { fault: 'slow', when: 'after', ms: 60_000 } as const;
    first.scenario([
      { ...slow, api: 'easypay.verify' },
      { ...slow, api: 'refund.apply' },
      { ...slow, api: 'payout.apply' },
    ]);
    kept.shop.received.length = 0;
    const card = { ...orders.apply(first, kept.shop.url), no_order: 'o-2', card_no: TEST_CARDS.pays };
    const { fields } = await call(first, PATHS.apply, card);
    const { oid_partner = '', money_order = '' }: Fields = card;
    const unanswered = [
      call(first, PATHS.verify, {
        ...{ oid_partner, sign_type: 'RSA', no_order: 'o-2', money_order },
        ...{ token: fields['token'] ?? '', verify_code: '123456' },
      }),
      call(first, PATHS.refund, {
        ...{ oid_partner: first.options.oidPartner, sign_type: 'RSA', no_refund: 'r-1' },
        ...{ dt_refund: orders.direct(first, kept.shop.url)['dt_order'] ?? '', money_refund: '10.50' },
        ...{ no_order: 'o-1', dt_order: first.transaction('o-1').dt_order, notify_url: kept.shop.url },
      }),
      applied(first, kept.shop.url, { no_order: 'p-1' }),
    ];
    const ended = Promise.allSettled(unanswered);
    await expect
      .poll(() => [
        first.refunds('o-1').length,
        first.transaction('o-2').result_pay,
        first.payouts.all().length,
      ])
      .toEqual([1, 'SUCCESS', 1]);
    await placed(first, 'last');
    const second = await afterKill('"no_order":"last"', { payoutMs: 0 });
    await second.clock.advance(0);
    await expect.poll(results, { timeout: 10_000 }).toHaveLength(3);
    expect([...results()].sort()).toEqual(['2', 'SUCCESS', 'SUCCESS']);
    expect(second.deliveries('o-2')).toHaveLength(1);
    expect(second.payouts.get('p-1')).toMatchObject({ result_pay: 'SUCCESS' });
    await second.stop();
    const third = await start({ stateFile: join(kept.folder, 'left-1.json') });
    await third.clock.advance(HOUR_MS);
    expect(kept.shop.received).toHaveLength(3);
    await first.stop();
    await ended;
  });

  it('during an attack, for which the order was paid, tells of the payment', async () => {
    const first = await start();
    const attacked = await LateShop.open();
    try {
      await call(first, PATHS.direct, orders.direct(first, attacked.url));
      const attack = first.attack('o-1').catch(() => undefined);
      const second = await afterKill('"what":"paid"');
      await first.stop();
      await attack;
      attacked.isReady = true;
      await second.clock.advance(HOUR_MS);
      expect(second.deliveries('o-1').at(-1)).toMatchObject({ acknowledged: true });
    } finally {
      await attacked.close();
    }
  });
});

/** A kept.shop that refuses whatever comes until it is ready. */
class LateShop {
  isReady = false;
  private readonly server = createServer((request, response) => {
    request.on('error', () => undefined).resume();
    response.writeHead(this.isReady ? ACK.status : 400).end(this.isReady ? ACK.body : '');
  });

  static async open(): Promise<LateShop> {
    const shop = new LateShop();
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/notify`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
