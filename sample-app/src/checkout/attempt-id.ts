import { createHash } from 'node:crypto';

import type { Order } from '../orders/order.js';

/**
 * What the form of an SMS code calls the attempt that it belongs to: of two pages that paid one after the other, only the
 * later one's code can pay. LianLian's token stays in the shop.
 *
 * @returns undefined where no code is waited for
 */
export function attemptIdOf({ payment }: Order): string | undefined {
  if (payment.status !== 'awaiting-code') return undefined;
  return createHash('sha256').update(payment.token).digest('hex').slice(0, 16);
}
