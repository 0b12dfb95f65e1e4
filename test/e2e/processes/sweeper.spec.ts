import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, expect, it } from 'vitest';

import { inParallel } from './support/deliver.js';
import { freePort } from './support/free-port.js';
import { countsOf, Shop } from './support/shop.js';
import { describeOn } from './support/stores.js';

const ORDERS = Array.from({ length: 50 }, (_each, index) => `swept-${String(index)}`);
const REPEATS_MS = 31 * 2 * 60_000;

for (const kind of ['redis', 'postgres', 'mariadb'] as const) {
  await describeOn(kind, 'the server was down for longer than all repeats', (store) => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    it('pays every order when it is back, once, with two processes that sweep', async () => {
      const sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
      closing.push(() => sandbox.stop());
      const port = String(await freePort());
      const shop = await Shop.start({
        store: store.kind,
        url: store.url,
        processes: 1,
        forgetful: true,
        env: { PORT: port },
        lianlian: {
          ...sandbox.options,
          notifyUrl: `http://127.0.0.1:${port}/payments/notify`,
          // A process that is killed in mid-sweep keeps its order's claim for as long.
          notifications: { leaseMs: 2_000 },
          sweeper: { everyMs: 500, olderThanMs: 1, perSecond: 100 },
        },
      });
      closing.push(() => shop.stop());
      await shop.checkout(ORDERS);

      await shop.goDown();
      await inParallel(ORDERS, 10, async (no_order) => {
        await sandbox.pay(no_order);
      });
      await sandbox.clock.advance(REPEATS_MS);
      for (const no_order of ORDERS) {
        const deliveries = sandbox.deliveries(no_order);
        expect(deliveries).toHaveLength(30);
        expect(deliveries.some(({ acknowledged }) => acknowledged)).toBe(false);
      }

      await Promise.all([shop.add({ PORT: '0' }), shop.add({ PORT: '0' })]);
      const { effects, paid } = await shop.stateWhen((state) => state.paid >= ORDERS.length);
      expect(paid).toBe(ORDERS.length);
      // A further round of each finds nothing to do.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect([...countsOf((await shop.state()).effects)].filter(([, count]) => count > 1)).toEqual([]);
      expect(effects).toHaveLength(ORDERS.length);
    });
  });
}
