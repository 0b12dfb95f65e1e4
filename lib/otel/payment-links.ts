import type { SpanContext } from '@opentelemetry/api';

import { ExpiringMap } from '../common/objects/expiring-map.js';
import type { IdentifyingNumbers } from '../common/messages/identifying-numbers.js';

/**
 * Which span sent a payment, a refund or a payout, so that its notification can be linked to it. They are kept in
 * memory, up to a number: the oldest are forgotten. In queue mode the link travels with the job, so a worker has it that
 * did not send the payment. Where neither the server nor the worker sent it, there is no link.
 */
export class PaymentLinks {
  private readonly sent: ExpiringMap<SpanContext>;

  constructor(capacity: number) {
    this.sent = new ExpiringMap(Infinity, capacity);
  }

  remember(numbers: IdentifyingNumbers, isPayout: boolean, span: SpanContext): void {
    const key = keyOf(numbers, isPayout);
    if (key !== undefined) this.sent.set(key, span);
  }

  find(numbers: IdentifyingNumbers, isPayout: boolean): SpanContext | undefined {
    const key = keyOf(numbers, isPayout);
    return key === undefined ? undefined : this.sent.get(key);
  }
}

/** An order and a payout may share a number. */
function keyOf(
  { oid_partner = '', no_order, no_refund }: IdentifyingNumbers,
  isPayout: boolean,
): string | undefined {
  if (no_refund !== undefined) return `${oid_partner} refund ${no_refund}`;
  return no_order === undefined ? undefined : `${oid_partner} ${isPayout ? 'payout' : 'order'} ${no_order}`;
}
