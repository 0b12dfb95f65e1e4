import { API_IDS, type LianlianApiId } from '../common/api-ids.js';
import { isQuery } from '../common/api-uses.js';
import { NOTIFICATION_KINDS } from '../notifications/model/any-notification.js';
import type { RefusalReason } from '../notifications/model/lianlian-events.js';

/*
 * What alerts look for. It is there with 0 from the start, and after a reset of the register: Prometheus sees no increase in
 * a counter that begins with its first event.
 */

/** Whether a signature was verified before its message was refused. No alert looks for copies that come while one is handled. */
const REFUSED: Readonly<Record<RefusalReason, 'unverified' | 'verified' | 'usual'>> = {
  source: 'unverified',
  malformed: 'unverified',
  'too-large': 'unverified',
  'too-slow': 'unverified',
  'unknown-merchant': 'unverified',
  'merchants-unreachable': 'unverified',
  'invalid-signature': 'unverified',
  'unknown-order': 'verified',
  'other-merchant': 'verified',
  'other-amount': 'verified',
  'other-currency': 'verified',
  'paid-twice': 'verified',
  'other-transaction': 'verified',
  reversed: 'verified',
  contradicted: 'verified',
  'not-final': 'verified',
  'wrong-route': 'verified',
  'not-confirmed': 'verified',
  busy: 'usual',
  'over-budget': 'verified',
  'inbox-unreachable': 'verified',
  'not-completed': 'verified',
  'lease-lost': 'verified',
};

function refused(when: 'unverified' | 'verified'): readonly string[] {
  return Object.entries(REFUSED).flatMap(([reason, each]) => (each === when ? [reason] : []));
}

/** Labels of the counter of events. */
export const ZERO_EVENTS = [
  ...NOTIFICATION_KINDS.flatMap((kind) => [
    ...['received', 'handled', 'repeated', 'queued', 'failed'].map((event) => ({ event, kind, reason: '' })),
    ...refused('verified').map((reason) => ({ event: 'refused', kind, reason })),
  ]),
  ...refused('unverified').map((reason) => ({ event: 'refused', kind: 'unverified', reason })),
];

/** Labels of the counter of calls in doubt. */
export const ZERO_CALLS_IN_DOUBT: readonly { readonly api: LianlianApiId }[] = API_IDS.filter(
  (api) => !isQuery(api),
).map((api) => ({ api }));
