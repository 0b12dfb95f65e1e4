import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';

import { PayoutService } from '../apis/payout/payout.service.js';
import { jitteredMs } from '../common/timing/back-off.js';
import { errorStack } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { pause } from '../common/timing/pause.js';
import type { PaymentReference } from '../common/payments/payment-reference.js';
import type { PayoutReference } from '../common/payments/payout-reference.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { sweeperMessages } from './sweeper.messages.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { type NotifyRoute, NotifyRoutes, type RouteOwner } from '../notifications/routes/notify-routes.js';
import { PaymentQuery } from '../queries/payment-query.js';
import { PaymentSweep } from './payment-sweep.js';
import { PayoutSweep } from './payout-sweep.js';
import { rowsInTime } from './rows-in-time.js';
import type { Unsettled } from './swept-orders.js';
import { listsUnsettledPayments, listsUnsettledPayouts } from './unsettled.js';

/** Hooks that list rows, by what their route takes. */
const LIST_HOOKS = { payments: 'unsettledPayments', payouts: 'unsettledPayouts' } as const;

/** What its rows are, by the same. */
const KINDS = { payments: 'payment', payouts: 'payout' } as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];

/** How long a list may take for its next row. */
const ROW_MS = 5 * 60_000;

/** The same, of the row that it is asked for when the shutdown begins. */
const ROW_AT_SHUTDOWN_MS = 5_000;

/** A route, and one of those whose hooks it calls. */
interface Lister {
  readonly route: NotifyRoute;
  readonly owner: RouteOwner;
}

/** The rows that a controller lists for one of its routes, and what is done with each. */
interface List {
  readonly rows: () => AsyncIterable<unknown> | Iterable<unknown>;
  /** @param isRepeated whether this round has read the list before, for another route */
  readonly sweep: (row: unknown, handlers: NotificationHandlers, isRepeated: boolean) => Promise<void>;
  readonly kind: Kind;
  /** What is said of a row that cannot be swept. */
  readonly refusal: (row: number, name: string | undefined) => string;
}

/**
 * Asks LianLian about payments and payouts of which no notification came, and hands what it says to the very handlers that the
 * notification would have reached, through the same inbox: a lost notification ships its goods all the same, and
 * a late one ships nothing twice.
 *
 * It sweeps the controllers and handlers that have `unsettledPayments` or `unsettledPayouts`, in every process of the app: each asks for itself, and what
 * LianLian says is handled once. Where that is too many queries, let one process sweep (`sweeper.enabled`).
 */
@Injectable()
export class SweeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new LianlianLogger();
  private readonly payments: PaymentSweep;
  private readonly payouts: PayoutSweep;
  private readonly stopped = new AbortController();
  /** Aborts when a list that takes long is not waited for any more. */
  private readonly left = new AbortController();
  private readonly running = new Set<Promise<void>>();
  /** The latest round, begun or not. */
  private latest: Promise<void> = Promise.resolve();
  /** The round that has not begun, where one of them runs. */
  private waiting: Promise<void> | undefined;
  private readonly failed: Record<Kind, number> = { payment: 0, payout: 0 };

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    merchants: MerchantRegistry,
    private readonly routes: NotifyRoutes,
    queries: PaymentQuery,
    payouts: PayoutService,
    handling: OnceOnlyHandler,
    events: LianlianEvents,
  ) {
    const { signal } = this.stopped;
    this.payments = new PaymentSweep(settings, merchants, queries, handling, events, signal);
    this.payouts = new PayoutSweep(settings, merchants, payouts, handling, events, signal);
  }

  /** Rounds begin only if the app lists what is unsettled and the option `sweeper` does not say otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.sweeper.enabled) return;
    const lists = await Promise.all(this.listers().map((lister) => this.mayList(lister)));
    if (lists.includes(true)) void this.tracked(this.sweepUntilStopped());
  }

  /** Rounds that run finish the payment that they are at, those of `sweep` too. A list that hangs is left after five seconds. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    const timer = setTimeout(() => {
      this.left.abort();
    }, ROW_AT_SHUTDOWN_MS);
    await Promise.allSettled(this.running);
    clearTimeout(timer);
  }

  /**
   * One round, now: for a cron job or a test. A row that cannot be used is logged with its number, and the others are
   * swept. It rejects only if one of the app's own lists does, after the other lists were swept.
   *
   * A process makes one round at a time. While one runs, its own included, this one begins at its end, and everybody who asks
   * for a round until then shares it. So no hook may wait for one. A list that gives no row for five minutes fails.
   *
   * @example await lianlian.sweeper.sweep();
   */
  sweep(): Promise<void> {
    if (this.waiting !== undefined) return this.waiting;
    const begin = (): Promise<void> => {
      this.waiting = undefined;
      return this.sweepAll();
    };
    // Whatever became of the one before.
    const round = this.tracked(this.latest.then(begin, begin));
    this.latest = round;
    this.waiting = round;
    return round;
  }

  /**
   * What the last whole round of this process saw unsettled, by kind; undefined before there was one.
   *
   * @internal
   */
  unsettled(): { readonly payment: Unsettled | undefined; readonly payout: Unsettled | undefined } {
    return { payment: this.payments.swept.unsettled(), payout: this.payouts.swept.unsettled() };
  }

  /** In how many rounds of this process a list failed, by kind. @internal */
  failedRounds(): Readonly<Record<Kind, number>> {
    return this.failed;
  }

  /** What is listed of one kind is whole, and so can be counted, though a list of the other one failed. */
  private async sweepAll(): Promise<void> {
    const failures: { readonly kind: Kind; readonly error: unknown }[] = [];
    const unusable = { payment: 0, payout: 0 };
    // A list of several routes is read for each.
    const read: Readonly<Record<Kind, Set<object>>> = { payment: new Set(), payout: new Set() };
    this.payments.swept.beginRound();
    this.payouts.swept.beginRound();
    for (const lister of this.listers()) {
      if (this.stopped.signal.aborted) return;
      const kind = KINDS[lister.route.takes];
      try {
        unusable[kind] += await this.sweepRows(lister, read[kind]);
      } catch (error) {
        failures.push({ kind, error });
      }
    }
    const hasFailed = (kind: Kind): boolean => failures.some((failure) => failure.kind === kind);
    if (!this.stopped.signal.aborted) {
      if (hasFailed('payment')) this.failed.payment++;
      else this.payments.swept.endRound(unusable.payment);
      if (hasFailed('payout')) this.failed.payout++;
      else this.payouts.swept.endRound(unusable.payout);
    }
    const [first] = failures;
    if (first !== undefined) throw first.error;
  }

  /** How many rows could not be used. */
  private async sweepRows(lister: Lister, read: Set<object>): Promise<number> {
    const hooks = await hooksOf(lister);
    const list = hooks && this.listOf(lister.route, hooks);
    if (hooks === undefined || list === undefined) return 0;
    const isRepeated = read.has(hooks);
    read.add(hooks);
    let count = 0;
    let unusable = 0;
    const hook = LIST_HOOKS[lister.route.takes];
    const time = {
      ms: ROW_MS,
      tooLate: () => new Error(sweeperMessages.listHangs(hook, ROW_MS)),
      left: this.left.signal,
    };
    try {
      for await (const { row: listed } of rowsInTime(list.rows(), time)) {
        if (this.stopped.signal.aborted) return unusable;
        count++;
        let row: unknown;
        try {
          row = await listed;
          await list.sweep(row, await handlersOf(lister, hooks, row), isRepeated);
        } catch (error) {
          unusable++;
          const no_order = nameOf(row);
          const sentence = list.refusal(count, no_order === undefined ? undefined : JSON.stringify(no_order));
          this.logger.error(sentence, errorStack(error), { kind: list.kind, no_order });
        }
      }
    } catch (error) {
      if (!this.left.signal.aborted) throw error;
      this.logger.warn(sweeperMessages.listLeft(hook, ROW_AT_SHUTDOWN_MS));
    }
    return unusable;
  }

  /** Whose rows may be swept, for which route. */
  private listers(): readonly Lister[] {
    return this.routes.all().flatMap((route) => route.owners.map((owner) => ({ route, owner })));
  }

  /** Whether there are rows of an owner to sweep, as far as it can be told without a request. */
  private async mayList(lister: Lister): Promise<boolean> {
    if (lister.owner.has(LIST_HOOKS[lister.route.takes]) === true) return true;
    const hooks = await hooksOf(lister);
    return hooks !== undefined && this.listOf(lister.route, hooks) !== undefined;
  }

  /** What a controller or a handler lists for a route: one for payments, and one for payouts. */
  private listOf({ takes }: NotifyRoute, hooks: object): List | undefined {
    if (takes === 'payments' && listsUnsettledPayments(hooks)) {
      return {
        rows: () => hooks.unsettledPayments(),
        sweep: (row, handlers, isRepeated) =>
          this.payments.sweepIfDue(row as PaymentReference, handlers, isRepeated),
        kind: 'payment',
        refusal: sweeperMessages.cannotSweep,
      };
    }
    if (takes === 'payouts' && listsUnsettledPayouts(hooks)) {
      return {
        rows: () => hooks.unsettledPayouts(),
        sweep: (row, handlers, isRepeated) =>
          this.payouts.sweepIfDue(row as PayoutReference, handlers, isRepeated),
        kind: 'payout',
        refusal: sweeperMessages.cannotSweepPayout,
      };
    }
    return undefined;
  }

  /** A round is waited for at shutdown, no matter who began it. */
  private tracked(round: Promise<void>): Promise<void> {
    this.running.add(round);
    const end = (): void => {
      this.running.delete(round);
    };
    round.then(end, end);
    return round;
  }

  private async sweepUntilStopped(): Promise<void> {
    const { signal } = this.stopped;
    const { everyMs } = this.settings.sweeper;
    // Processes that start together do not sweep together.
    while (await pause(jitteredMs(everyMs, 0.5), signal)) {
      try {
        await this.sweep();
      } catch (error) {
        this.logger.error(sweeperMessages.sweepFailed(), errorStack(error));
      }
    }
  }
}

/** The hooks of an owner that may list something. What shows no list, and cannot be made without a request, has none. */
async function hooksOf({ route, owner }: Lister): Promise<object | undefined> {
  const hasList = owner.has(LIST_HOOKS[route.takes]);
  if (hasList === false) return undefined;
  return hasList ? owner.made() : owner.made().catch(() => undefined);
}

/** Where a row goes: to the hooks that listed it, or to the handler of the merchant that it names. */
async function handlersOf(
  { route, owner }: Lister,
  hooks: object,
  row: unknown,
): Promise<NotificationHandlers> {
  const oidPartner: unknown =
    typeof row === 'object' && row !== null ? Reflect.get(row, 'oid_partner') : undefined;
  return typeof oidPartner !== 'string' || owner.takes(oidPartner)
    ? route.handlersOf(hooks)
    : route.handlersFor(oidPartner);
}

/** What a line calls a row: its number of an order, where it has one that can be read. */
function nameOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  try {
    const name: unknown = Reflect.get(row, 'no_order');
    return typeof name === 'string' ? name.slice(0, 32) : undefined;
  } catch {
    return undefined;
  }
}
