import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { scorecardAsText } from '../../../lib/cli/attack/text-output.js';
import type { AttackBody, AttackView } from '../../../lib/sandbox/contract.js';
import { ControlClient } from '../sandbox/support/control-client.js';
import { call, orders, PATHS, startSandbox, submit } from '../sandbox/support/merchant.js';
import { type Care, CARES, OwnShop } from './support/own-shop.js';

/** A shop of one's own, and LianLian for it alone: attacks on one sandbox follow each other. */
class Stage {
  readonly control = new ControlClient(this.sandbox);

  private constructor(
    readonly sandbox: LianlianSandbox,
    readonly shop: OwnShop,
  ) {}

  static async open(
    cares: readonly Care[] = CARES,
    options?: Parameters<typeof startSandbox>[0],
  ): Promise<Stage> {
    const sandbox = await startSandbox(options);
    return new Stage(
      sandbox,
      await OwnShop.open(sandbox.lianlianPublicKey, sandbox.options.oidPartner, cares),
    );
  }

  async place(no_order = 'o-1'): Promise<void> {
    this.shop.orders.set(no_order, { money: '210.90', shipped: 0 });
    const order = { ...orders.direct(this.sandbox, this.shop.notifyUrl), no_order };
    await call(this.sandbox, PATHS.direct, order);
  }

  /** @param telling whether the attacker may look at the shop's page */
  attack(isTelling = true, more: AttackBody = {}): Promise<AttackView> {
    const { statusUrl: status_url, paid } = this.shop;
    return this.control.post('attacks', { ...(isTelling ? { status_url, paid } : {}), ...more });
  }

  async close(): Promise<void> {
    await Promise.all([this.sandbox.stop(), this.shop.close()]);
  }
}

async function on(
  act: (stage: Stage) => Promise<void>,
  cares?: readonly Care[],
  options?: Parameters<typeof startSandbox>[0],
): Promise<void> {
  const stage = await Stage.open(cares, options);
  try {
    await act(stage);
  } finally {
    await stage.close();
  }
}

const idsOf = ({ rows }: AttackView, verdict: string): string[] =>
  rows.filter((row) => row.verdict === verdict).map(({ id }) => id);

describe.concurrent('an attack on a careful shop', () => {
  it('finds nothing, and leaves the order paid and shipped once', ({ expect }) =>
    on(async (stage) => {
      const { shop, sandbox, control } = stage;
      await stage.place();
      const card = await stage.attack();
      expect(card).toMatchObject({ no_order: 'o-1', url: shop.notifyUrl, isOver: true, held: 19 });
      expect(card.rows.every(({ advice }) => advice === undefined)).toBe(true);
      const { oid_paybill } = sandbox.transaction('o-1');
      expect(shop.orders.get('o-1')).toMatchObject({ shipped: 1, paidBy: oid_paybill });
      sandbox.expectDelivered('o-1');
      expect(await control.get('attacks')).toEqual({ attack: card });
      const download = await control.send('GET', 'attacks/scorecard.json', undefined);
      expect(download.headers.get('content-disposition')).toBe('attachment; filename="scorecard.json"');
      expect(await download.json()).toEqual(card);
      const junit = await control.send('GET', 'attacks/scorecard.xml', undefined);
      expect(await junit.text()).toContain('tests="19" failures="0"');
    }));

  it('says how the documents want an acknowledgement in other words, which is taken', ({ expect }) =>
    on(async (stage) => {
      const { shop, control } = stage;
      shop.ack = "{'ret_code':'0000','ret_msg':'交易成功'}";
      await stage.place();
      const card = await stage.attack();
      expect(card.held).toBe(19);
      const genuine = ['twice-at-once', 'replayed', 'late'];
      expect(card.rows.flatMap(({ id, remark }) => (remark === undefined ? [] : [[id, remark.en]]))).toEqual(
        genuine.map((id) => [
          id,
          'Taken, because it says ret_code 0000. The documents want {"ret_code":"0000","ret_msg":"ok"}, and nothing else.',
        ]),
      );
      const text = scorecardAsText(card, { language: 'en', columns: 200 });
      expect(text.match(/✓ .*\n {2}Taken, because it says ret_code 0000\./g)).toHaveLength(3);
      const junit = await (await control.send('GET', 'attacks/scorecard.xml', undefined)).text();
      expect(junit.match(/<system-out>Taken, because/g)).toHaveLength(3);
      expect(junit).toContain('failures="0"');
    }));

  it('does not take an acknowledgement in other words for a sandbox that is strict, and says why', ({
    expect,
  }) =>
    on(
      async (stage) => {
        stage.shop.ack = '{"ret_code":"0000","ret_msg":"success"}';
        await stage.place();
        const card = await stage.attack();
        expect(idsOf(card, 'fell')).toEqual(['twice-at-once', 'replayed', 'late']);
        const remarks = card.rows.flatMap(({ remark }) => remark?.en ?? []);
        expect(remarks).toHaveLength(3);
        for (const remark of remarks) expect(remark).toContain('but the sandbox is strict');
      },
      CARES,
      { strict: true },
    ));

  it('cannot tell without the shop’s word what it made of what it acknowledged', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      const card = await stage.attack(false);
      expect(idsOf(card, 'unclear')).toEqual([
        ...['not-paid', 'authorization', 'out-of-order', 'twice-at-once', 'replayed', 'late'],
      ]);
      expect(idsOf(card, 'fell')).toEqual([]);
      expect(card.seesShipments).toBe(false);
    }));

  it('leaves scenarios to LianLian’s own notification, which follows', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      stage.sandbox.scenario({ fault: 'dropped', times: 1 });
      expect(await stage.attack()).toMatchObject({ held: 19, seesShipments: true });
      expect(stage.sandbox.deliveries('o-1')).toMatchObject([{ how: 'dropped' }]);
      await stage.sandbox.clock.advance(120_000);
      stage.sandbox.expectDelivered('o-1');
      expect(stage.shop.orders.get('o-1')).toMatchObject({ shipped: 1 });
    }));

  it('is broken off by a reset, which leaves nothing of it', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      const attack = stage.attack();
      const brokenOff = expect(attack).rejects.toThrow('the attack was broken off');
      await expect.poll(() => stage.control.get('attacks')).toMatchObject({ attack: { isOver: false } });
      await stage.control.post('reset');
      await brokenOff;
      expect(await stage.control.get('attacks')).toEqual({});
      expect(stage.sandbox.requests).toEqual([]);
      await stage.place();
      expect(await stage.attack()).toMatchObject({ held: 19 });
    }));

  it('is broken off by a reset while the shop’s page keeps it waiting', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      const page = createServer();
      const asked = once(page, 'request');
      page.listen(0, '127.0.0.1');
      await once(page, 'listening');
      const status_url = `http://127.0.0.1:${String((page.address() as AddressInfo).port)}/`;
      const attack = stage.sandbox.attack('o-1', { status_url, paid: 'paid' });
      const brokenOff = expect(attack).rejects.toThrow('the attack was broken off');
      const [request] = (await asked) as [IncomingMessage];
      const left = once(request.socket, 'close');
      await stage.control.post('reset');
      await Promise.all([brokenOff, left]);
      page.close();
    }));

  it('waits for a shop that acknowledges first, and ships in the background', ({ expect }) =>
    on(async (stage) => {
      stage.shop.shipsAfterMs = 1_000;
      await stage.place();
      expect(await stage.attack()).toMatchObject({ held: 19 });
      expect(stage.shop.orders.get('o-1')).toMatchObject({ shipped: 1 });
    }));

  it('is started in a test, which knows what was shipped', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      const shipped = (): number => stage.shop.orders.get('o-1')?.shipped ?? 0;
      const { rows } = await stage.sandbox.attack('o-1', { shipped });
      expect(rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
      await expect(stage.sandbox.attack('o-1')).rejects.toThrow(
        'its result is SUCCESS, and it would have to be',
      );
      await expect(stage.sandbox.attack('o-1', { shiped: 1 } as object)).rejects.toThrow(
        'did you mean shipped?',
      );
    }));
});

describe.concurrent('an attack that cannot be made', () => {
  it.each<[string, AttackBody, string]>([
    ['of an order that nobody placed', { no_order: 'none' }, 'none'],
    ['of a deposit', { no_order: 'deposit' }, 'the order deposit is a deposit'],
    ['at an address that is none', { notify_url: 'notify' }, 'notify_url must be an http or https address'],
    [
      'of a shop that is not there',
      { notify_url: 'http://127.0.0.1:1/' },
      'nobody answers at http://127.0.0.1:1/',
    ],
    ['that asks nobody', { paid: 'paid' }, 'status_url must be the http or https address'],
    ['that asks for nothing', { status_url: 'http://127.0.0.1:1/' }, 'paid must be a regular expression'],
    [
      'with half a pattern',
      { status_url: 'http://127.0.0.1:1/', paid: '(' },
      'paid must be a regular expression',
    ],
    ['that asks where nobody is', { status_url: 'http://127.0.0.1:1/', paid: 'x' }, 'does not say whether'],
    ['at a page', { notify_url: 'PAGE' }, 'answers HTTP 404: this is no notification route'],
    ['of an order that the page calls paid before it is', { paid: 'shipped' }, 'before anybody has paid it'],
    ['with a misspelt field', { order: 'o-1' } as AttackBody, 'did you mean no_order?'],
  ])('%s', (_, asked, said) =>
    on(async (stage) => {
      await stage.place();
      const deposit = {
        ...orders.web(stage.sandbox, stage.shop.notifyUrl),
        no_order: 'deposit',
        pay_type: 'F',
      };
      await submit(stage.sandbox, PATHS.web, deposit);
      const { origin, statusUrl: status_url } = stage.shop;
      const notify_url = asked.notify_url === 'PAGE' ? `${origin}/elsewhere` : asked.notify_url;
      const page = asked.paid === 'shipped' ? { status_url } : {};
      await expect(stage.attack(false, { ...asked, ...page, notify_url })).rejects.toThrow(said);
      // Half an attack has no scorecard, and nothing is under way afterwards.
      expect(await stage.control.get('attacks')).toEqual({});
      expect(await stage.attack()).toMatchObject({ no_order: 'o-1', held: 19 });
    }),
  );

  it('while another one is under way, and before any there is no scorecard', ({ expect }) =>
    on(async (stage) => {
      await stage.place();
      expect((await stage.control.send('GET', 'attacks/scorecard.xml')).status).toBe(404);
      const first = stage.attack();
      await expect.poll(() => stage.control.get('attacks')).toMatchObject({ attack: { isOver: false } });
      await expect(stage.attack()).rejects.toThrow('an attack is under way, with the order o-1');
      expect(await first).toMatchObject({ held: 19 });
    }));
});

/** What cannot be seen of an order that the shop takes for paid already. */
const PAID_BEFORE = ['not-paid', 'authorization', 'out-of-order'];

describe.concurrent('a shop that leaves out a care', () => {
  it.each<[Care, fell: string[], unclear: string[]]>([
    ['verifies', ['unsigned', 'forged', 'digest-only', 'altered'], PAID_BEFORE],
    ['reads-names-once', ['doubled-names'], PAID_BEFORE],
    ['knows-itself', ['other-merchant'], PAID_BEFORE],
    ['compares-amounts', ['wrong-amount'], PAID_BEFORE],
    ['compares-currencies', ['wrong-currency'], PAID_BEFORE],
    ['knows-its-orders', ['unknown-order'], []],
    ['waits-for-success', ['not-paid'], ['authorization', 'out-of-order']],
    ['tells-authorizations', ['authorization'], ['out-of-order']],
    ['asks-about-payouts', ['payout'], ['out-of-order', 'twice-at-once', 'replayed', 'late']],
    ['limits-bodies', ['huge'], ['slow', 'out-of-order', 'twice-at-once', 'replayed', 'paid-twice', 'late']],
    ['claims', ['twice-at-once'], []],
    ['remembers-copies', ['replayed', 'late'], []],
    ['remembers-transactions', ['paid-twice', 'late'], []],
    ['acknowledges', ['twice-at-once', 'replayed', 'late'], []],
  ])('%s: falls to %j, and is told what to do', (left, fell, unclear) =>
    on(
      async (stage) => {
        await stage.place();
        const card = await stage.attack();
        expect(idsOf(card, 'fell')).toEqual(fell);
        expect(idsOf(card, 'unclear')).toEqual(unclear);
        for (const { verdict, advice } of card.rows) expect(advice === undefined).toBe(verdict === 'held');
      },
      CARES.filter((care) => care !== left),
    ),
  );
});

describe.concurrent('a shop that answers what is no acknowledgement', () => {
  it('is not taken for one that refuses, where nobody says what it made of it', ({ expect }) =>
    on(
      async (stage) => {
        await stage.place();
        const card = await stage.attack(false);
        expect(idsOf(card, 'held')).toEqual(['huge', 'slow']);
        expect(idsOf(card, 'unclear')).toContain('unsigned');
        expect(card.rows[0]?.said.en).toContain('Not acknowledged, but not refused either: HTTP 200');
        expect(idsOf(card, 'fell')).toEqual(['twice-at-once', 'replayed', 'late']);
      },
      ['limits-bodies'],
    ));

  it('and one that ships every copy is not called careful', ({ expect }) =>
    on(
      async (stage) => {
        await stage.place();
        const card = await stage.attack(false);
        expect(idsOf(card, 'unclear')).toEqual(expect.arrayContaining(['twice-at-once', 'replayed', 'late']));
        await stage.place('o-2');
        const { statusUrl: status_url } = stage.shop;
        const told = await stage.attack(false, { status_url, paid: '"shipped":[1-9]' });
        expect(told.seesShipments).toBe(false);
      },
      CARES.filter((care) => care !== 'claims' && care !== 'remembers-copies'),
    ));
});
