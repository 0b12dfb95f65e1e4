import { LianlianService } from 'nestjs-lianlian';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { openShop, payment, uniqueNumber } from '../../support/shop.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };

describe.each(ADAPTERS)('what goes wrong at run time, on %s', (adapter) => {
  it('a query without its product is refused before anything is sent, and says which there are', async () => {
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => null, onPayment: () => undefined },
      module: { gateway: 'http://127.0.0.1:9' },
    });
    const { queries } = shop.app.get(LianlianService);
    for (const product of [undefined, null, 'Aggregate', 'wallet', {}]) {
      const asked = queries.find({ product: product as never, no_order: 'order-7', dt_order: new Date() });
      await expect(asked).rejects.toMatchObject({
        name: 'LianlianValidationError',
        outcome: 'not-sent',
        violations: [{ property: 'product' }],
        message: "Query of order order-7: product must be one of 'aggregate', 'easypay', 'mpay', 'exchange'",
      });
    }
    await shop.close();
  });

  it('a notification whose handler is over the budget is a warning, once, however often LianLian repeats it', async () => {
    let finish = (): void => undefined;
    const onPayment = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
      module: { notifyUrl: 'https://shop.example/notify' },
      notifications: { budgetMs: 100 },
    });
    const slow = payment({ no_order: 'order-slow', oid_paybill: uniqueNumber('2026') });
    const warnings = (): string[] =>
      shop.logger.texts('warn').filter((text) => text.includes('not handled yet after 100 ms'));
    for (let copy = 0; copy < 3; copy++) expect((await post(shop.notifyUrl, slow)).status).toBe(503);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain('order-slow');
    finish();
    await vi.waitFor(async () => {
      expect((await post(shop.notifyUrl, slow)).text).toBe(ACK);
    }, WAIT);
    const other = payment({ no_order: 'order-other', oid_paybill: uniqueNumber('2026') });
    expect((await post(shop.notifyUrl, other)).status).toBe(503);
    expect(warnings()).toHaveLength(2);
    expect(onPayment).toHaveBeenCalledTimes(2);
    finish();
    await shop.close();
  });

  it('a handler that is too slow for every copy is told of once', async () => {
    const finishes: (() => void)[] = [];
    const shop = await openShop({
      adapter,
      hooks: {
        expectedPayment: () =>
          new Promise((_resolve, reject) => {
            finishes.push(() => {
              reject(new Error('the database is slow'));
            });
          }),
        onPayment: () => undefined,
      },
      notifications: { budgetMs: 100 },
    });
    const slow = payment({ oid_paybill: uniqueNumber('2026') });
    for (let copy = 1; copy <= 3; copy++) {
      expect((await post(shop.notifyUrl, slow)).status).toBe(503);
      finishes.at(-1)?.();
      await vi.waitFor(() => {
        expect(shop.app.get(LianlianService).events.counts()).toMatchObject({ failed: copy });
      }, WAIT);
    }
    expect(finishes).toHaveLength(3);
    const failed = shop.logger.texts('error').filter((text) => text.includes('expectedPayment failed'));
    expect(failed).toHaveLength(1);
    const warned = shop.logger.texts('warn').filter((text) => text.includes('not handled yet'));
    expect(warned).toHaveLength(1);
    await shop.close();
  });
});
