import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import type { RequestInput } from '../../common/fields/lianlian-message.js';
import { isUnpaidEnd } from '../../common/payments/payout-state.js';
import { LianlianValidationError } from '../../errors/lianlian-validation.error.js';
import { type LianlianCallOptions, orderOf } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { SignableFields } from '../../wire/signature.js';
import { wireMessages } from '../../wire/wire.messages.js';
import { appliedAtOf } from './applied-at.js';
import type { PayoutSend } from './own-sends.js';
import type { PayoutApplyRequest } from './payout-apply.request.js';
import type { PayoutApplyResponse } from './payout-apply.response.js';
import type { PayoutConfirmRequest } from './payout-confirm.request.js';
import type { PayoutConfirmResponse } from './payout-confirm.response.js';
import { MemoWarnings } from './payout-memo.js';
import { type PayoutQueryOptions, queryCallOf } from './payout-query-options.js';
import type { PayoutQuestion } from './payout-query.request.js';
import type { PayoutQueryResponse } from './payout-query.response.js';
import type { PayoutSettlement } from './payout-settlement.js';
import { isPastRecording } from './payout-state.js';
import { PayoutSettler } from './payout-settler.js';
import { PAYOUT_APPLY, PAYOUT_CONFIRM, PAYOUT_QUERY } from './payout.definitions.js';
import { SentPayouts } from './sent-payouts.js';
import { type PayoutSettleOptions, settleOptionsOf } from './settle-options.js';

/**
 * Payouts: money that leaves, once.
 *
 * A payout is its `no_order`. Keep the number and every field before you send it, and send it again with the same ones alone:
 * another number is another payout, and pays a second time.
 */
@Injectable()
export class PayoutService {
  private readonly memos = new MemoWarnings();

  /** Injected beside the constructor, which is that of every service of an API. */
  @Inject(SentPayouts) private readonly sent!: SentPayouts;

  constructor(private readonly client: LianlianClient) {}

  /**
   * Sends a payout. `accepted` says that LianLian has it, not that it is paid: the notification or a query tells the end.
   * `needs-confirmation` says that nothing was paid, and that a person has to decide; nothing confirms by itself.
   *
   * The request leaves encrypted with LianLian's public key: while LianLian changes it, with the one of them that signed its
   * latest response, and until there is one with the first.
   *
   * Before it leaves, a fingerprint of its fields is noted in the module's inbox, by merchant and number: the same number with
   * another amount, account, name or any other field is refused, in every process that shares the inbox. The same number with
   * the same fields is sent again. The default inbox, in memory, forgets with a restart.
   *
   * An error is no failed payout unless its `outcome` is `failed`. With `unknown` (no response, and 1002, 2005, 4006, 4007,
   * 4009, 9999 and codes that are not listed) query it; never send it under another number. Where the inbox knows that it was
   * sent before, or meanwhile, a refusal is `unknown`, too: it says nothing of that one, unless this process saw all of them refused.
   * `settle` does all of that.
   *
   * @throws LianlianValidationError if the request breaks a rule, or its number was sent with other fields; nothing was sent
   * @throws LianlianApiError if LianLian refuses, or does not know the result yet; see its `outcome`
   * @throws LianlianTransportError if no readable response came; `not-sent` if it could not be noted in the inbox
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this payout
   * @see LianLian's "Instant Payment Apply API"
   * @example
   * const { state, reason, confirm_code } = await payouts.apply({
   *   no_order: payout.id, dt_order: payout.createdAt, money_order: payout.amount,
   *   flag_card: 'personal', card_no, acct_name, info_order: '8月运费', memo: '运费',
   * });
   * if (state === 'needs-confirmation') await reviews.open(payout.id, reason, confirm_code);
   */
  async apply(
    request: RequestInput<PayoutApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<PayoutApplyResponse> {
    let send: PayoutSend | undefined;
    try {
      const response = await this.client.call(PAYOUT_APPLY, request, options, {
        beforeSending: async (fields, time) => {
          this.memos.check(fields['memo']);
          send = await this.sent.noteAny(fields, time);
          return this.sent.own.kindOf(send);
        },
        isSentMeanwhile: (fields) => this.sent.isSentSince(fields, send?.count ?? 0),
      });
      if (send !== undefined) this.sent.own.noteTaken(send, response.oid_paybill);
      return response;
    } catch (error) {
      if (send !== undefined) this.sent.own.noteFailed(send, error);
      throw error;
    }
  }

  /**
   * Confirms a payout that LianLian holds back (`needs-confirmation`): a person decided it. It lets the money go.
   *
   * Every error but `not-sent` has the outcome `unknown`, whatever LianLian says: a confirmation that was lost, and is sent
   * again, reads 4001, "not under review", although the money is on its way. Query the payout: while it is
   * `needs-confirmation`, the same confirmation may be sent again.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError with the outcome `unknown`, for every code but 0000
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this payout
   * @see LianLian's "Instant Payment Confirm API"
   * @example
   * await payouts.confirm({ no_order: payout.id, confirm_code: review.confirm_code });
   */
  confirm(
    request: RequestInput<PayoutConfirmRequest>,
    options?: LianlianCallOptions,
  ): Promise<PayoutConfirmResponse> {
    return this.client.call(PAYOUT_CONFIRM, request, options);
  }

  /**
   * Asks where a payout stands. Safe to repeat.
   *
   * A payout that LianLian has no record of is the state `not-found`, and no error. It may be on its way to LianLian's records
   * for 30 minutes: with `appliedAt`, `final` says whether they have passed.
   *
   * Pass `money_order` beside the request, and a response about another amount is refused, too.
   *
   * A payout that was sent more than once is not called `failed` or `closed` before 30 minutes have passed since the last send:
   * what LianLian tells may be the end of an earlier one. Only where this process saw every send refused, or the last one taken as
   * the very transaction that failed, it is. The end of another transaction than the one that this process saw taken is none.
   *
   * An error here speaks of the query: a payout whose query failed is not a payout that failed.
   *
   * @throws LianlianValidationError if the request or an option breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses the query
   * @throws LianlianTransportError if no readable response came, or the inbox cannot tell how often the payout was sent
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this payout
   * @see LianLian's "Instant Payment Result Query API"
   * @example
   * const { state, final } = await payouts.query({ no_order: payout.id, appliedAt: payout.sentAt });
   * if (final) await ledger.close(payout.id, state);
   */
  async query(
    { appliedAt, ...request }: PayoutQuestion,
    options?: PayoutQueryOptions,
  ): Promise<PayoutQueryResponse> {
    const subject = wireMessages.notSent(PAYOUT_QUERY.title, orderOf(request));
    const appliedAtMs = isBlank(appliedAt) ? undefined : appliedAtOf(appliedAt, 'appliedAt');
    if (typeof appliedAtMs === 'object')
      throw new LianlianValidationError([{ property: 'appliedAt', ...appliedAtMs }], subject);
    const { call, around } = queryCallOf(options, subject);
    // As it is sent: with the merchant, whom the request may leave out.
    let payout: SignableFields = {};
    const response = await this.client.call(PAYOUT_QUERY, request, call, {
      ...around,
      beforeSending: (fields) => {
        payout = fields;
        return Promise.resolve('first');
      },
    });
    const isPast = appliedAtMs !== undefined && isPastRecording(appliedAtMs);
    if (isPast && response.state === 'not-found') response.final = true;
    const { state, no_order, oid_paybill } = response;
    const named = no_order === undefined ? payout : { no_order, ...payout };
    if (isUnpaidEnd(state) && (await this.sent.mayBeUnderWayAgain(named, oid_paybill))) {
      response.state = 'open';
      response.final = false;
    }
    return response;
  }

  /**
   * Sends a payout, and queries it until its end is known, a person has to confirm it, or the time is up: the last known state
   * stands then, and it may be settled again.
   *
   * It can be called any number of times, in any process, and picks up where one that died left off: what the inbox knows was
   * sent is queried first. Only where LianLian has no record of it 30 minutes after it was sent last, it is sent again: with
   * the same number and the same fields. It never makes up a number, and never confirms.
   *
   * `failed` is said only of what LianLian's query says so. An application that LianLian refuses is thrown as `apply` does,
   * where none was sent before; where one was, it says nothing of that one, and stands in `error`. After a second send, by whatever
   * process, a failure that may be the first one's leaves it `open`: one of another transaction than the one that LianLian took, or
   * any within 30 minutes where that is not known.
   *
   * After `timeoutMs` no send begins. One that has begun is not cut off, which would leave it unknown: it takes as long as a call
   * may, so that `settle` ends after `timeoutMs` and `http.timeoutMs` at the latest.
   *
   * The inbox has to outlive the process: with a `MemoryInbox` pass `appliedAt` after a restart.
   *
   * @throws LianlianValidationError if the request or an option breaks a rule, or its number was sent with other fields; nothing
   *   was sent
   * @throws LianlianApiError if LianLian refuses, with the outcome `failed`
   * @throws LianlianTransportError `not-sent`, if nothing could be sent before the time was up
   * @throws LianlianSignatureError if the response to a query is not LianLian's, or not about this payout
   * @see LianLian's "Instant Payment Apply API" and "Instant Payment Result Query API"
   * @example
   * const { state, final, confirm_code } = await payouts.settle(payout, { timeoutMs: 120_000 });
   */
  async settle(
    request: RequestInput<PayoutApplyRequest>,
    options?: PayoutSettleOptions,
  ): Promise<PayoutSettlement> {
    const settling = settleOptionsOf(options, wireMessages.notSent(PAYOUT_APPLY.title, orderOf(request)));
    this.memos.check(request.memo);
    return new PayoutSettler(this.client, this.sent, request, settling).settle();
  }
}
