import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { lacks } from '../../support/needs.js';
import { Deliverer, inParallel } from './support/deliver.js';
import { MARIADB, OwnServer, POSTGRES, REDIS, type ServerKind } from './support/own-servers.js';
import { countsOf, paymentOf, Shop, type StoreKind } from './support/shop.js';

const CRASHES = 2;
/** Orders that are delivered between one crash and the next, at least. */
const BETWEEN = 50;

interface Case {
  readonly kind: StoreKind;
  readonly server: ServerKind;
  readonly install: string;
  /** In SQL the transaction is enough; in Redis it is `oid_paybill`, written with the effect. */
  readonly forgetful: boolean;
}

const CASES: readonly Case[] = [
  { kind: 'redis', server: REDIS, install: 'redis-server', forgetful: false },
  { kind: 'queue', server: REDIS, install: 'redis-server', forgetful: false },
  { kind: 'postgres', server: POSTGRES, install: 'postgresql', forgetful: true },
  { kind: 'mariadb', server: MARIADB, install: 'mariadb-server', forgetful: true },
];

for (const { kind, server: serverKind, install, forgetful } of CASES) {
  const skips = lacks({
    tests: `${kind}: a store that crashes under load`,
    missing: serverKind.missing(),
    run: `apt-get install ${install}`,
  });
  describe.skipIf(skips)(`${kind}: a store that crashes under load`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    it('acknowledges nothing while it is away, and every order is paid once in the end', async () => {
      const server = await OwnServer.start(serverKind);
      closing.push(() => server.remove());
      const shop = await Shop.start({
        store: kind,
        url: server.url,
        processes: 2,
        forgetful,
        lianlian: { notifications: { leaseMs: 2_000 } },
      });
      closing.push(() => shop.stop());
      const deliverer = new Deliverer();
      closing.push(() => deliverer.close());
      const { attempts } = deliverer;
      const acks = (): number => attempts.filter(({ acknowledged }) => acknowledged).length;

      // More than are delivered before the last crash: the load never ends by itself.
      const waiting = Array.from({ length: 3_000 }, (_each, index) => `load-${String(index)}`);
      for (let from = 0; from < waiting.length; from += 500)
        await shop.addOrders(waiting.slice(from, from + 500));
      const orders: string[] = [];
      const load = { isOn: true };
      const customers = inParallel(waiting, 20, async (no_order) => {
        if (!load.isOn) return;
        orders.push(no_order);
        // A database that is away makes expectedPayment throw: a 500.
        await deliverer.deliver(paymentOf(no_order), shop.nextUrl, { mayAnswer: [500, 503] });
      });
      // Awaited at the end; a failure before stays one.
      customers.catch(() => undefined);

      for (let crash = 0; crash < CRASHES; crash++) {
        const before = acks();
        await until(() => acks() >= before + BETWEEN);
        await server.crash();
        const downAt = performance.now();
        const seen = (): typeof attempts => attempts.filter(({ startedAt }) => startedAt > downAt);
        await sleep(1_500);
        // On a busy machine, no delivery that began after the crash may have been answered yet.
        await until(() => seen().length > 0);
        expect(seen().filter(({ acknowledged }) => acknowledged)).toEqual([]);
        await server.start();
      }
      const before = acks();
      await until(() => acks() >= before + BETWEEN);
      load.isOn = false;
      await customers;

      const { effects, paid } = await shop.stateWhen((state) => state.paid >= orders.length);
      console.log(
        `${kind}: ${String(orders.length)} orders, ${String(CRASHES)} crashes of the store, ` +
          `${String(attempts.length - acks())} of ${String(attempts.length)} deliveries not acknowledged.`,
      );
      expect(paid).toBe(orders.length);
      expect(countsOf(effects).size).toBe(orders.length);
      expect(effects).toHaveLength(orders.length);
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition();) {
    if (Date.now() > deadline) throw new Error('It did not come to be in time.');
    await sleep(20);
  }
}
