import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, expect, it } from 'vitest';

import { LIANLIAN_WAITS_MS } from '../../support/lianlian-waits.js';
import { Deliverer } from './support/deliver.js';
import { paymentOf, Shop } from './support/shop.js';
import { describeOn } from './support/stores.js';

for (const kind of ['memory', 'redis', 'postgres'] as const) {
  await describeOn(
    kind,
    'a handler of 8 seconds',
    (store) => {
      const deliverer = new Deliverer();
      let shop: Shop | undefined;
      afterAll(async () => {
        await shop?.stop();
        await deliverer.close();
      });

      it('gets a 503 in time, runs once under a lease that is renewed, and the next copy is acknowledged', async () => {
        shop = await Shop.start({
          store: store.kind,
          url: store.url,
          processes: 1,
          forgetful: true,
          // Much shorter than the handler: without renewals the next copy would run it again.
          lianlian: { notifications: { leaseMs: 2_000 } },
        });
        await shop.addOrders(['takes-8000-1']);
        const body = paymentOf('takes-8000-1');
        const url = shop.nextUrl() ?? '';

        const first = await deliverer.send(body, url);
        expect(first.status).toBe(503);
        expect(first.endedAt - first.startedAt).toBeLessThan(LIANLIAN_WAITS_MS);
        // The handler runs on: copies that come meanwhile are told to come again.
        expect((await deliverer.send(body, url)).status).toBe(503);
        expect((await shop.state()).effects).toEqual([]);

        const { effects } = await shop.stateWhen((state) => state.effects.length > 0);
        expect(effects).toEqual(['takes-8000-1']);
        await deliverer.deliver(body, shop.nextUrl);
        await sleep(100);
        const { runs, paid } = await shop.state();
        expect({ runs, paid }).toEqual({ runs: ['takes-8000-1'], paid: 1 });
      });
    },
    { concurrent: true },
  );
}
