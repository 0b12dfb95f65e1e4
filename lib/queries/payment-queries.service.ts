import { Injectable } from '@nestjs/common';
import {
  catchError,
  defer,
  distinctUntilChanged,
  expand,
  fromEvent,
  lastValueFrom,
  NEVER,
  type Observable,
  of,
  switchMap,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';

import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { isBlank } from '../common/blank.js';
import { ExpiringMap } from '../common/objects/expiring-map.js';
import type { PaymentReference } from '../common/payments/payment-reference.js';
import { isFinalState } from '../common/payments/payment-state.js';
import { readOptions } from '../common/options/read-options.js';
import { lianlianTimeOf } from '../common/time.js';
import { LianlianError } from '../errors/lianlian.error.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import type { LianlianCallOptions } from '../wire/call-options.js';
import {
  pauseAfter,
  readWaitOptions,
  WAIT_OPTIONS,
  type Waiting,
  type WaitOptions,
} from '../wire/wait-options.js';
import { orderBeside } from './order-beside.js';
import { PaymentQuery } from './payment-query.js';
import type { PaymentStatus } from './payment-status.js';
import { queryMessages } from './query.messages.js';

/** How long it is remembered what LianLian has beside an order that it does not know, and of how many. */
const LOOKED_FOR_MS = 5 * 60_000;
const MAX_LOOKED_FOR = 1_000;

/** What is remembered of an order that LianLian does not know. */
interface NotFound {
  readonly isLookedFor: boolean;
  /** What the look found. */
  readonly otherTime?: string | undefined;
}

/** Asks LianLian what became of a payment, whatever product it was made with. */
@Injectable()
export class PaymentQueriesService {
  private readonly logger = new LianlianLogger();
  private readonly lookedFor = new ExpiringMap<NotFound>(LOOKED_FOR_MS, MAX_LOOKED_FOR);

  constructor(private readonly query: PaymentQuery) {}

  /**
   * What LianLian knows of a payment now. Where its response is a success without `pay_type`, the authorizations are
   * asked, too: `pending` if they cannot tell.
   *
   * A payment in a foreign currency is found by its number: one of another `dt_order` is `not-found`. Where `money_order` or
   * `currency_order` is given, a response about another amount or currency is refused.
   *
   * Where it is `not-found` more than once, LianLian is asked, every five minutes at most for one order, whether it has an
   * order of that number with another time: `otherTime` has that, and an error line says why. It is still `not-found`.
   *
   * @throws LianlianValidationError if the reference cannot be asked about, for example without a `product`
   * @throws LianlianTransportError, LianlianSignatureError: nothing is known
   * @throws LianlianApiError if LianLian refuses the query itself
   * @example
   * const { state } = await lianlian.queries.find({ product: 'aggregate', no_order: order.id, dt_order: order.createdAt });
   */
  async find(order: PaymentReference, options?: LianlianCallOptions): Promise<PaymentStatus> {
    const status = await this.query.find(order, options);
    if (status.state !== 'not-found' || !isBlank(order.oid_paybill)) return status;
    const otherTime = await this.otherTimeOf(order, options);
    return otherTime === undefined ? status : { ...status, otherTime };
  }

  /** LianLian's own time of an order that it does not know by ours; undefined too where it cannot be asked. */
  private async otherTimeOf(
    order: PaymentReference,
    options: LianlianCallOptions | undefined,
  ): Promise<string | undefined> {
    const { product, no_order, oid_partner } = order;
    const unknown = { product, no_order, dt_order: lianlianTimeOf(order.dt_order), oid_partner };
    const key = JSON.stringify(unknown);
    const known = this.lookedFor.get(key);
    if (known?.isLookedFor === true) return known.otherTime;
    // Once says nothing: a payer is often still on the way.
    if (!this.lookedFor.has(key)) {
      this.lookedFor.set(key, { isLookedFor: false });
      return undefined;
    }
    try {
      const found = await orderBeside(unknown, (question) => this.query.respond(question, options));
      this.lookedFor.set(key, { isLookedFor: true, otherTime: found?.dt_order });
      if (found !== undefined) {
        const about = { kind: 'payment', ...unknown, otherTime: found.dt_order };
        this.logger.error(queryMessages.knownByOtherTime(unknown, found), undefined, about);
      }
      return found?.dt_order;
    } catch (error) {
      // That it is not found stands; why is asked the next time.
      if (error instanceof LianlianError) return undefined;
      throw error;
    }
  }

  /**
   * Waits until LianLian knows the final state of a payment, or the time is over: for the page that waits. It
   * settles nothing: the notification and the sweeper do.
   *
   * @throws LianlianConfigError if an option is misspelt or no value of its kind: nothing was asked
   * @throws LianlianSignatureError, LianlianApiError as `find` does; a failed connection is tried again
   * @example
   * const { state } = await lianlian.queries.waitForResult(order, { timeoutMs: 20_000 });
   */
  async waitForResult(order: PaymentReference, options?: WaitOptions): Promise<PaymentStatus> {
    return lastValueFrom(this.waitForResult$(order, options), { defaultValue: { state: 'pending' } });
  }

  /**
   * The states of a payment as they change, to the final one or the end of the time; `not-found` once more when LianLian's own
   * time of the order is found (`otherTime`).
   *
   * @throws LianlianConfigError at once, if an option is misspelt or no value of its kind
   * @example
   * @Sse('orders/:id/state')
   * state(@Param('id') id: string) {
   *   return this.lianlian.queries.waitForResult$(this.orders.reference(id)).pipe(map(({ state }) => ({ data: { state } })));
   * }
   */
  waitForResult$(order: PaymentReference, options?: WaitOptions): Observable<PaymentStatus> {
    const waiting = waitOptionsOf(options);
    const { timeoutMs, signal } = waiting;
    const ask = defer(() => this.find(order, signal && { signal })).pipe(
      catchError((error: unknown) => {
        if (error instanceof LianlianTransportError) return of<PaymentStatus>({ state: 'pending' });
        throw error;
      }),
    );
    return ask.pipe(
      expand((_status, attempt) => timer(pauseAfter(attempt + 1, waiting)).pipe(switchMap(() => ask))),
      takeWhile(({ state }) => !isFinalState(state), true),
      distinctUntilChanged(
        (before, after) => before.state === after.state && before.otherTime === after.otherTime,
      ),
      takeUntil(timer(timeoutMs)),
      takeUntil(abortOf(signal)),
    );
  }
}

/** Emits when the signal aborts, and never ends by itself. */
function abortOf(signal: AbortSignal | undefined): Observable<unknown> {
  if (signal === undefined) return NEVER;
  return signal.aborted ? of(true) : fromEvent(signal, 'abort');
}

function waitOptionsOf(options: WaitOptions | undefined): Waiting {
  const owner = { of: 'waitForResult', known: WAIT_OPTIONS, headline: queryMessages.notAsked() };
  return readOptions(options, owner, readWaitOptions);
}
