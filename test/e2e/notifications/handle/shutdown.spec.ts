import { type BeforeApplicationShutdown, Global, Injectable, Module } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { post, sleep } from '../../../support/http.js';
import { openShop, payment, uniqueNumber } from '../../../support/shop.js';

/** Something of the app that takes its time to shut down, while connections are still taken. */
@Injectable()
class SlowService implements BeforeApplicationShutdown {
  static begun: () => void = () => undefined;
  async beforeApplicationShutdown(): Promise<void> {
    SlowService.begun();
    await sleep(300);
  }
}

/** Global, and imported before the module: Nest shuts it down after the module's own services. */
@Global()
@Module({ providers: [SlowService] })
class SlowModule {}

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('a handler whose notification arrived after the shutdown began is waited for', async () => {
    const ended: string[] = [];
    const shop = await openShop({
      adapter,
      imports: [SlowModule],
      notifications: { budgetMs: 50 },
      hooks: {
        expectedPayment: () => ({ money_order: '49.95' }),
        onPayment: async ({ oid_paybill }) => {
          await sleep(600);
          ended.push(oid_paybill);
        },
      },
    });
    const begun = new Promise<void>((resolve) => (SlowService.begun = resolve));
    const closed = shop.close();
    await begun;
    await sleep(50);
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect((await post(shop.notifyUrl, body)).status).toBe(503);
    expect(ended).toEqual([]);
    await closed;
    expect(ended).toEqual([body['oid_paybill']]);
  });

  it('a handler that does not end keeps the app for one lease, and not for another', async () => {
    const leaseMs = 4_000;
    let leave: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (leave = resolve));
    const shop = await openShop({
      adapter,
      notifications: { budgetMs: 50, leaseMs },
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => held },
    });
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect((await post(shop.notifyUrl, body)).status).toBe(503);
    const begun = performance.now();
    await shop.close();
    const took = performance.now() - begun;
    leave();
    expect(took).toBeGreaterThanOrEqual(leaseMs - 50);
    expect(took).toBeLessThan(2 * leaseMs - 50);
    expect(shop.logger.texts('error').filter((line) => line.includes('still ran'))).toHaveLength(1);
  });
});
