import { API_IDS, type LianlianApiId } from '../common/api-ids.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import type { RefusalReason } from '../notifications/model/lianlian-events.js';
import { mayChange } from '../telemetry/call-outcome.js';

/*
 * What alerts look for. It is there with 0 from the start, and after a reset of the register: Prometheus sees no increase in
 * a counter that begins with its first event.
 */

const KINDS = ['payment', 'refund', 'payout'] as const satisfies AnyNotification['kind'][];

/** What is refused after its signature was verified. */
const REFUSED_VERIFIED: readonly RefusalReason[] = [
  ...(['unknown-order', 'other-merchant', 'other-amount', 'other-currency', 'paid-twice'] as const),
  ...(['other-transaction', 'reversed', 'contradicted', 'over-budget', 'inbox-unreachable'] as const),
  ...(['not-completed', 'lease-lost', 'wrong-route', 'not-confirmed', 'not-final'] as const),
];

/** What is refused before that. */
const REFUSED_UNVERIFIED: readonly RefusalReason[] = [
  ...(['source', 'malformed', 'too-large', 'too-slow', 'unknown-merchant'] as const),
  ...(['merchants-unreachable', 'invalid-signature'] as const),
];

/** Labels of the counter of events. */
export const ZERO_EVENTS = [
  ...KINDS.flatMap((kind) => [
    ...['received', 'handled', 'repeated', 'queued', 'failed'].map((event) => ({ event, kind, reason: '' })),
    ...REFUSED_VERIFIED.map((reason) => ({ event: 'refused', kind, reason })),
  ]),
  ...REFUSED_UNVERIFIED.map((reason) => ({ event: 'refused', kind: 'unverified', reason })),
];

/** Labels of the counter of calls in doubt. */
export const ZERO_CALLS_IN_DOUBT: readonly { readonly api: LianlianApiId }[] = API_IDS.filter(mayChange).map(
  (api) => ({ api }),
);
