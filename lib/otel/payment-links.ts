import type { Link, SpanContext } from '@opentelemetry/api';

import type { Numbers } from './attributes.js';

/**
 * Which span sent a payment or a refund, so that its notification can be linked to it. In memory, and no more than so
 * many: the oldest are forgotten. A notification that comes to another process has no link.
 */
export class PaymentLinks {
  private readonly sent = new Map<string, SpanContext>();

  constructor(private readonly capacity: number) {}

  remember(numbers: Numbers, span: SpanContext): void {
    const key = keyOf(numbers);
    if (key === undefined || this.capacity === 0) return;
    this.sent.delete(key);
    this.sent.set(key, span);
    const [oldest] = this.sent.keys();
    if (this.sent.size > this.capacity && oldest !== undefined) this.sent.delete(oldest);
  }

  linksTo(numbers: Numbers): Link[] {
    const key = keyOf(numbers);
    const span = key === undefined ? undefined : this.sent.get(key);
    return span === undefined ? [] : [{ context: span }];
  }
}

function keyOf({ oid_partner = '', no_order, no_refund }: Numbers): string | undefined {
  if (no_refund !== undefined) return `${oid_partner} refund ${no_refund}`;
  return no_order === undefined ? undefined : `${oid_partner} order ${no_order}`;
}
