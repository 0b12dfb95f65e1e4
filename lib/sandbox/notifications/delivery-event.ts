import type { SandboxEvent } from '../contract.js';
import type { DeliveryAttempt, Notification } from './notification.js';

/** An attempt, as whoever listens is told of it. */
export function deliveryEvent(
  { id, entry, nextAt }: Notification,
  { at, body: _, response: __, tookMs: ___, ...attempt }: DeliveryAttempt,
): SandboxEvent {
  const { oid_partner, no_order, oid_paybill } = entry;
  return {
    type: 'delivery',
    at: at.toISOString(),
    notification: id,
    ...{ oid_partner, no_order, oid_paybill },
    ...attempt,
    nextAt: nextAt?.toISOString(),
  };
}
