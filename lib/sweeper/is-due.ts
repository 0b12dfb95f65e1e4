import { type AskedOrder, sentAtOf } from './asked-order.js';
import type { SweptOrders } from './swept-orders.js';

/** Whether LianLian is to be asked about an order that is listed: it is old enough, and its turn has come. */
export function isDue(
  swept: SweptOrders,
  key: string,
  asked: AskedOrder,
  { olderThanMs, isRepeated }: { readonly olderThanMs: number; readonly isRepeated: boolean },
): boolean {
  const sentAt = sentAtOf(asked);
  const ageMs = Date.now() - sentAt.getTime();
  // One whose time is ahead of this clock is remembered: it is old enough when it was listed for that time.
  if (ageMs >= 0 && ageMs < olderThanMs) {
    if (!isRepeated) swept.leaveYoung(key, sentAt);
    return false;
  }
  return swept.isDue(key, sentAt, ageMs >= olderThanMs, olderThanMs);
}
