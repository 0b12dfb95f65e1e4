import { oneOf } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import {
  type DeliveryOutcome,
  type OrderState,
  overviewSpans,
  type OverviewSpan,
  type OverviewView,
} from '../contract.js';
import { type DeliveryAttempt, type Notification, deliveryOutcome } from '../notifications/notification.js';
import { stateOf } from './order-views.js';
import type { ControlParts } from './parts.js';
import type { ControlCall } from './route.js';

const SPAN = oneOf(...overviewSpans);
const HOUR_MS = 3_600_000;
const SPANS: Readonly<Record<OverviewSpan, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
};
const PARTS = 30;
const AHEAD = 10;
/** LianLian waits five seconds, unless an option says otherwise. */
const LATENCIES = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];

/** How all is going: orders by state, deliveries over time, what the shop took for them, and what is due. */
export function overview({ query }: ControlCall, parts: ControlParts): OverviewView {
  const span = query.get('span') ?? 'hour';
  if (!isSpan(span)) throw SandboxError.fields([{ field: 'span', rule: SPAN.rule }]);
  const { services, notifier } = parts;
  const end = services.clock.now().getTime();
  const from = end - SPANS[span];
  const notifications = [...notifier.all()];
  const attempts = notifications
    .flatMap((notification) => notification.attempts)
    .filter(({ at }) => at.getTime() > from);
  return {
    span,
    ...ordersOf(parts),
    deliveries: deliveriesOf(attempts, from, SPANS[span] / PARTS),
    latency: latencyOf(attempts),
    ahead: aheadOf(notifications),
  };
}

function isSpan(text: string): text is OverviewSpan {
  return SPAN.test(text);
}

function ordersOf({ services: { ledger } }: ControlParts): Pick<OverviewView, 'orders' | 'states'> {
  const states: Partial<Record<OrderState, number>> = {};
  for (const entry of ledger.all()) {
    const state = stateOf(entry, ledger.isClosed(entry));
    states[state] = (states[state] ?? 0) + 1;
  }
  return { orders: ledger.all().length, states };
}

interface Part {
  readonly from: string;
  readonly outcomes: Partial<Record<DeliveryOutcome, number>>;
}

function deliveriesOf(
  attempts: readonly DeliveryAttempt[],
  from: number,
  partMs: number,
): OverviewView['deliveries'] {
  const parts = Array.from({ length: PARTS }, (_, at): Part => ({
    from: new Date(from + at * partMs).toISOString(),
    outcomes: {},
  }));
  for (const attempt of attempts) {
    // What happens this very moment belongs to the last part.
    const part = parts[Math.min(PARTS - 1, Math.floor((attempt.at.getTime() - from) / partMs))];
    const outcome = deliveryOutcome(attempt);
    if (part !== undefined) part.outcomes[outcome] = (part.outcomes[outcome] ?? 0) + 1;
  }
  return parts;
}

function latencyOf(attempts: readonly DeliveryAttempt[]): OverviewView['latency'] {
  const took = attempts
    .filter(({ status }) => status !== undefined)
    .map(({ tookMs }) => tookMs)
    .sort((a, b) => a - b);
  const counts = [...LATENCIES, undefined].map((upToMs, at) => {
    const [above, most] = [LATENCIES[at - 1] ?? -1, upToMs ?? Infinity];
    return { upToMs, count: took.filter((ms) => ms > above && ms <= most).length };
  });
  return {
    count: took.length,
    medianMs: took[Math.ceil(took.length / 2) - 1],
    p95Ms: took[Math.ceil(took.length * 0.95) - 1],
    slowestMs: took.at(-1),
    counts,
  };
}

function aheadOf(notifications: readonly Notification[]): OverviewView['ahead'] {
  const due = notifications
    .flatMap(({ kind, entry, nextAt, repeats, late }) => {
      const { no_order, oid_partner, oid_paybill } = entry;
      const about = { kind, no_order, oid_partner, oid_paybill };
      return [
        ...(nextAt === undefined ? [] : [{ ...about, at: nextAt, attempt: repeats + 1 }]),
        ...late.map((at) => ({ ...about, at, attempt: undefined })),
      ];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    count: due.length,
    next: due.slice(0, AHEAD).map(({ at, ...each }) => ({ at: at.toISOString(), ...each })),
  };
}
