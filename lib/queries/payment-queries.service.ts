import { Injectable } from '@nestjs/common';
import {
  catchError,
  defer,
  distinctUntilChanged,
  expand,
  lastValueFrom,
  type Observable,
  of,
  switchMap,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';

import type { AggregateQueryResponse } from '../apis/aggregate-query/aggregate-query.response.js';
import { AggregateQueryService } from '../apis/aggregate-query/aggregate-query.service.js';
import type { EasypayQueryResponse } from '../apis/easypay-query/easypay-query.response.js';
import { EasypayQueryService } from '../apis/easypay-query/easypay-query.service.js';
import { growingMs } from '../common/back-off.js';
import { PAYMENT_PRODUCTS, type PaymentReference } from '../common/payment-reference.js';
import { isBlank } from '../common/blank.js';
import { readOptions } from '../common/read-options.js';
import { isFinalState, pays } from '../common/payment-state.js';
import { fenOf } from '../common/money.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { brokenRules } from '../common/broken-rules.js';
import { queryMessages } from './query.messages.js';
import { wireMessages } from '../wire/wire.messages.js';
import { AuthorizationQuery } from './authorization-query.js';
import { type PaymentStatus, statusOf, statusOfError } from './payment-status.js';

/** How a result is waited for. */
export interface WaitOptions {
  /** Milliseconds between queries at first; the pause grows by half each time, to 10 seconds. Default 2000. */
  readonly everyMs?: number | undefined;
  /** Milliseconds after which the last known state stands. Default 60000. */
  readonly timeoutMs?: number | undefined;
}

const WAIT_OPTIONS = ['everyMs', 'timeoutMs'] as const satisfies (keyof WaitOptions)[];
const DEFAULT_EVERY_MS = 2_000;
const MAX_EVERY_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 60_000;

/** Asks LianLian what became of a payment, whatever product it was made with. */
@Injectable()
export class PaymentQueriesService {
  constructor(
    private readonly aggregate: AggregateQueryService,
    private readonly easypay: EasypayQueryService,
    private readonly authorizations: AuthorizationQuery,
  ) {}

  /**
   * What LianLian knows of a payment now. Where its response is a success without `pay_type`, the authorizations are
   * asked, too: `pending` if they cannot tell.
   *
   * @throws LianlianValidationError if the reference cannot be asked about, for example without a `product`
   * @throws LianlianTransportError, LianlianSignatureError: nothing is known
   * @throws LianlianApiError if LianLian refuses the query itself
   * @example
   * const { state } = await lianlian.queries.find({ product: 'aggregate', no_order: order.id, dt_order: order.createdAt });
   */
  async find({ product, money_order, ...order }: PaymentReference): Promise<PaymentStatus> {
    // An order read from a database may have anything there, and the wrong query says that there is no such payment.
    if (!PAYMENT_PRODUCTS.includes(product)) {
      throw new LianlianValidationError(
        [{ property: 'product', ...brokenRules.choice('product', PAYMENT_PRODUCTS) }],
        queryMessages.queriedOrder(order.no_order),
      );
    }
    try {
      const response = await (product === 'aggregate'
        ? this.aggregate.query(order)
        : this.easypay.query(order));
      if (isOtherAmount(money_order, response.money_order)) {
        const subject = queryMessages.queriedOrder(order.no_order);
        throw new LianlianSignatureError(wireMessages.foreignResponse(subject, 'money_order'), {
          outcome: 'unknown',
        });
      }
      return await this.statusOf(response, order);
    } catch (error) {
      const status = statusOfError(error);
      if (status === undefined) throw error;
      return status;
    }
  }

  /** A success that names no `pay_type` may be an authorization, which another query tells; `pending` where it cannot. */
  private async statusOf(
    response: AggregateQueryResponse | EasypayQueryResponse,
    { no_order, dt_order, oid_partner }: Pick<PaymentReference, 'no_order' | 'dt_order' | 'oid_partner'>,
  ): Promise<PaymentStatus> {
    const { oid_paybill } = response;
    if (pays(response) !== undefined || isBlank(oid_paybill)) return statusOf(response);
    const transaction = { no_order, dt_order, oid_paybill, oid_partner };
    return statusOf(response, await this.authorizations.isAuthorization(transaction));
  }

  /**
   * Waits until LianLian knows the final state of a payment, or the time is over: for the page that waits. It
   * settles nothing: the notification and the sweeper do.
   *
   * @throws LianlianConfigError if an option is misspelt or no number of milliseconds: nothing was asked
   * @throws LianlianSignatureError, LianlianApiError as `find` does; a failed connection is tried again
   * @example
   * const { state } = await lianlian.queries.waitForResult(order, { timeoutMs: 20_000 });
   */
  async waitForResult(order: PaymentReference, options?: WaitOptions): Promise<PaymentStatus> {
    return lastValueFrom(this.waitForResult$(order, options), { defaultValue: { state: 'pending' } });
  }

  /**
   * The states of a payment as they change, to the final one or the end of the time.
   *
   * @throws LianlianConfigError at once, if an option is misspelt or no number of milliseconds
   * @example
   * @Sse('orders/:id/state')
   * state(@Param('id') id: string) {
   *   return this.lianlian.queries.waitForResult$(this.orders.reference(id)).pipe(map(({ state }) => ({ data: { state } })));
   * }
   */
  waitForResult$(order: PaymentReference, options?: WaitOptions): Observable<PaymentStatus> {
    const { everyMs, timeoutMs } = waitOptionsOf(options);
    const ask = defer(() => this.find(order)).pipe(
      catchError((error: unknown) => {
        if (error instanceof LianlianTransportError) return of<PaymentStatus>({ state: 'pending' });
        throw error;
      }),
    );
    const pauseBefore = (attempt: number): number =>
      growingMs(attempt + 1, { firstMs: everyMs, maxMs: MAX_EVERY_MS, factor: 1.5 });
    return ask.pipe(
      expand((_status, attempt) => timer(pauseBefore(attempt)).pipe(switchMap(() => ask))),
      takeWhile(({ state }) => !isFinalState(state), true),
      distinctUntilChanged((before, after) => before.state === after.state),
      takeUntil(timer(timeoutMs)),
    );
  }
}

/** A timer takes NaN, Infinity and less than 0 for "now": nothing would be asked, or hundreds of times a second. */
function waitOptionsOf(options: WaitOptions | undefined): { everyMs: number; timeoutMs: number } {
  const owner = { of: 'waitForResult', known: WAIT_OPTIONS, headline: queryMessages.notAsked() };
  return readOptions(options, owner, (reader) => ({
    everyMs: reader.positiveInteger('everyMs', DEFAULT_EVERY_MS),
    timeoutMs: reader.positiveInteger('timeoutMs', DEFAULT_TIMEOUT_MS),
  }));
}

function isOtherAmount(ours: string | undefined, theirs: string | undefined): boolean {
  return ours !== undefined && theirs !== undefined && fenOf(ours) !== fenOf(theirs);
}
