import { Body, Controller, Get, Post } from '@nestjs/common';
import type { LianlianModuleOptions, LianlianNotificationOptions, PaymentReturn } from 'nestjs-lianlian';
import { expect } from 'vitest';

import type { Adapter } from '../../support/adapters.js';
import { ACK, get, post } from '../../support/http.js';
import type { RawResponse } from './raw-http.js';
import { openShop, payment, type Shop, uniqueNumber } from '../../support/shop.js';

/** A route of the app's own, which no attack on ours may disturb. */
@Controller('own')
class OwnController {
  @Get()
  fine(): string {
    return 'fine';
  }

  @Post()
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

/** A stock app under attack, which keeps everything that reached its hooks. */
export interface Target {
  readonly shop: Shop;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  /** What the handlers of notifications were given, as plain objects. */
  readonly handled: Record<string, unknown>[];
  /** Orders that a message made the app look up. */
  readonly lookedUp: string[];
  readonly returns: PaymentReturn[];
  close(): Promise<void>;
}

export async function openTarget(
  adapter: Adapter,
  {
    module = {},
    notifications = {},
    configure,
  }: {
    module?: Partial<LianlianModuleOptions>;
    notifications?: LianlianNotificationOptions;
    configure?: Parameters<typeof openShop>[0]['configure'];
  } = {},
): Promise<Target> {
  const handled: Target['handled'] = [];
  const lookedUp: string[] = [];
  const returns: PaymentReturn[] = [];
  const keep = (notification: object): void => {
    handled.push({ ...notification });
  };
  const shop = await openShop({
    adapter,
    module,
    notifications,
    controllers: [OwnController],
    ...(configure === undefined ? {} : { configure }),
    hooks: {
      expectedPayment: (no_order, _dt_order, oid_partner) => {
        lookedUp.push(no_order);
        return { money_order: '49.95', oid_partner };
      },
      onPayment: keep,
      onRefund: keep,
      onOtherResult: keep,
      onReturn: (result) => {
        returns.push(result);
        return result.verified ? `/orders/${result.no_order}` : '/orders';
      },
    },
  });
  const { notifyUrl, returnUrl } = shop;
  return { shop, notifyUrl, returnUrl, handled, lookedUp, returns, close: () => shop.close() };
}

/** A genuine payment of its own transaction. */
export const genuine = (overrides: Readonly<Record<string, string>> = {}): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026112199'), ...overrides });

/** Takes note of what the handlers saw so far; the result throws if they saw more. */
export function nothingHandled({ handled, lookedUp }: Target): () => void {
  const before = [handled.length, lookedUp.length];
  return () => {
    expect([handled.slice(before[0]), lookedUp.slice(before[1])]).toEqual([[], []]);
  };
}

const OBJECT_MEMBERS = Reflect.ownKeys(Object.prototype).length;

/** What every attack has to leave as it was: prototypes, the log, other routes, and notifications that are genuine. */
export async function expectUnharmed(target: Target): Promise<void> {
  const { shop, notifyUrl, handled } = target;
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(OBJECT_MEMBERS);
  expect(Object.keys({})).toEqual([]);
  const errors = shop.logger.texts('error');
  shop.logger.clear();
  expect(errors).toEqual([]);
  expect((await get(`${shop.url}/own`)).text).toBe('fine');
  const echoed = await post(`${shop.url}/own`, '{"a":[1]}', 'application/json');
  expect([echoed.status, echoed.text]).toEqual([201, '{"a":[1]}']);
  const message = genuine();
  expect(await post(notifyUrl, message)).toMatchObject({ status: 200, text: ACK });
  expect(handled.at(-1)).toEqual({ ...message, kind: 'payment' });
}

/**
 * Sends a message that was genuine before somebody had it in hand. Either it is refused with one of the statuses,
 * and nothing of the app's ran, or (where the change left every value as it was) the handler got exactly what was
 * signed.
 */
export async function expectOnlyAsSigned(
  target: Target,
  signed: Readonly<Record<string, string>>,
  statuses: readonly number[],
  send: () => Promise<RawResponse>,
): Promise<number> {
  const unseen = nothingHandled(target);
  const before = target.handled.length;
  const { status } = await send();
  if (status === 200) expect(target.handled.slice(before)).toEqual([{ ...signed, kind: 'payment' }]);
  else {
    expect(statuses).toContain(status);
    unseen();
  }
  return status;
}
