import { AssertionError } from 'node:assert';
import type { SandboxServices } from './services.js';
import type { EventHub } from './common/events.js';
import { deliverySummary } from './notifications/delivery-summary.js';
import { isAcknowledged, isUnderWay, shownResponse } from './notifications/notification.js';
import type { Notifier } from './notifications/notifier.js';
import type { LedgerEntry } from './orders/ledger.js';
import type { Payout } from './payouts/payout.js';
import { SandboxError } from './common/sandbox-error.js';
import type { RequestLog, SandboxRequest } from './gateway/request-log.js';
import { wasPaid } from './common/was-paid.js';

/** How long `sandbox.delivered` waits. */
export interface DeliveredOptions {
  /** In real time. 5000 by default. */
  readonly timeoutMs?: number | undefined;
}

/** A payout that is expected, by the fields that are named. */
export type ExpectedSandboxPayout = Readonly<
  Pick<Payout, 'no_order'> & Partial<Pick<Payout, 'oid_partner' | 'money_order' | 'result_pay' | 'dt_order'>>
>;

/** What the expectations look at. */
interface Watched {
  readonly services: SandboxServices;
  readonly notifier: Notifier;
  readonly log: RequestLog;
  readonly hub: EventHub;
}

/** Assertions. A failure says what happened instead; every test framework shows its `actual` and `expected`. */
export class Expectations {
  constructor(private readonly watched: Watched) {}

  /** @throws AssertionError unless the last notification was acknowledged */
  delivered(entry: LedgerEntry): void {
    const last = this.watched.notifier.of(entry).at(-1);
    if (last !== undefined && isAcknowledged(last)) return;
    throw new AssertionError({
      message: deliverySummary(entry, last, this.watched.services.clock.now()),
      actual: last?.attempts.map((attempt) => {
        const { how, status, error, acknowledged } = attempt;
        return { how, status, response: shownResponse(attempt), error, acknowledged };
      }),
      expected: [
        {
          how: undefined,
          status: 200,
          response: '{"ret_code":"0000","ret_msg":"ok"}',
          error: undefined,
          acknowledged: true,
        },
      ],
      operator: 'delivered',
    });
  }

  /** @throws AssertionError for an order that was paid or authorized at LianLian, whatever the shop made of it */
  notPaid(entry: LedgerEntry): void {
    if (!wasPaid(entry)) return;
    const told = entry.history.map(({ at, what, detail = '' }) =>
      `${at.toISOString()} ${what} ${detail}`.trim(),
    );
    throw new AssertionError({
      message: `at LianLian (the sandbox) the order ${entry.no_order} is paid, whatever your app has made of it; what your app knows, assert on its own data:\n${told.join('\n')}`,
      actual: { result_pay: entry.result_pay },
      expected: { result_pay: 'WAITING' },
      operator: 'notPaid',
    });
  }

  /** @throws AssertionError unless a request to the API has all the fields */
  request(api: string, fields: Readonly<Record<string, string>>): SandboxRequest {
    const all = this.watched.log.all();
    const ranked = all
      .filter((request) => request.api === api)
      .map((request) => ({ request, hits: hitsOf(request, fields) }))
      .sort((a, b) => a.hits - b.hits);
    const closest = ranked.at(-1);
    if (closest?.hits === Object.keys(fields).length) return closest.request;
    const seen = [...new Set(all.map((request) => request.api))].join(', ') || 'none at all';
    throw new AssertionError({
      message:
        closest === undefined
          ? `the sandbox got no request to ${api}; it got requests to: ${seen}`
          : `none of ${String(ranked.length)} requests to ${api} has these fields; the closest is ${closest.request.id}`,
      actual:
        closest &&
        Object.fromEntries(Object.keys(fields).map((name) => [name, closest.request.fields[name]])),
      expected: fields,
      operator: 'request',
    });
  }

  /** @throws AssertionError unless these payouts are there, and no others */
  payouts(expected: readonly ExpectedSandboxPayout[]): void {
    const { payoutBook, payouts } = this.watched.services;
    const all = payoutBook.all();
    for (const entry of all) payouts.isClosed(entry);
    const isIt = (entry: object, wanted: ExpectedSandboxPayout): boolean =>
      hasAll(new Map(Object.entries(entry)), wanted);
    const isThere = expected.every((wanted) => all.some((entry) => isIt(entry, wanted)));
    const areMeant = all.every((entry) => expected.some((wanted) => isIt(entry, wanted)));
    if (all.length === expected.length && isThere && areMeant) return;
    throw new AssertionError({
      message: `LianLian (the sandbox) has ${String(all.length)} payouts, and not the ${String(expected.length)} that are expected`,
      actual: all.map(({ no_order, money_order, result_pay }) => ({ no_order, money_order, result_pay })),
      expected,
      operator: 'payouts',
    });
  }

  /** Waits until the last notification is acknowledged, or no attempt can follow within the time. */
  async untilDelivered(find: () => LedgerEntry, { timeoutMs = 5000 }: DeliveredOptions): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    const changes = new WatchedChanges(this.watched.hub);
    try {
      for (;;) {
        const entry = foundOrNot(find);
        const last = entry && this.watched.notifier.of(entry).at(-1);
        if (last !== undefined && isAcknowledged(last)) return;
        const left = deadline - Date.now();
        const canFollow = last === undefined || isUnderWay(last) || last.started === 0;
        const dueMs = (last?.nextAt?.getTime() ?? Infinity) - this.watched.services.clock.now().getTime();
        if (left <= 0 || !(canFollow || dueMs <= left)) {
          this.delivered(entry ?? find());
          return;
        }
        await changes.next(left);
      }
    } finally {
      changes.end();
    }
  }
}

/** Waits for the changes of a sandbox, one after the other. */
class WatchedChanges {
  private wake: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  constructor(hub: EventHub) {
    this.unsubscribe = hub.subscribe(() => {
      this.wake();
    });
  }

  /** Resolves at the next change, or after `atMostMs`. */
  async next(atMostMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, atMostMs);
    });
    clearTimeout(timer);
  }

  end(): void {
    this.unsubscribe();
  }
}

/** Undefined for an order that the shop has not placed yet. */
function foundOrNot(find: () => LedgerEntry): LedgerEntry | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof SandboxError && error.status === 404) return undefined;
    throw error;
  }
}

function hasAll(members: ReadonlyMap<string, unknown>, wanted: ExpectedSandboxPayout): boolean {
  return Object.entries(wanted).every(([name, value]) => members.get(name) === value);
}

/** How many of the fields a request has. */
function hitsOf({ fields: sent }: SandboxRequest, fields: Readonly<Record<string, string>>): number {
  return Object.entries(fields).filter(([name, value]) => sent[name] === value).length;
}
