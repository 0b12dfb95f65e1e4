import type { RequestInput } from '../../common/fields/lianlian-message.js';
import { pause } from '../../common/timing/pause.js';
import { isUnpaidEnd } from '../../common/payments/payout-state.js';
import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import { LianlianError } from '../../errors/lianlian.error.js';
import { LianlianTransportError } from '../../errors/lianlian-transport.error.js';
import type { CallTime } from '../../wire/call-time.js';
import type { LianlianClient, SendKind } from '../../wire/lianlian-client.js';
import type { SignableFields } from '../../wire/signature.js';
import { pauseAfter } from '../../wire/wait-options.js';
import { callSubject } from '../../wire/wire.messages.js';
import type { PayoutApplyRequest } from './payout-apply.request.js';
import type { PayoutApplyResponse } from './payout-apply.response.js';
import type { PayoutQueryResponse } from './payout-query.response.js';
import type { PayoutSend } from './own-sends.js';
import { PayoutSettlement } from './payout-settlement.js';
import { isPastRecording } from './payout-state.js';
import { PAYOUT_APPLY, PAYOUT_QUERY } from './payout.definitions.js';
import { payoutMessages } from './payout.messages.js';
import { type PayoutSends, sendOf, type SentPayouts } from './sent-payouts.js';
import type { Settling } from './settle-options.js';

/** The payout was sent before, by this process or another one: nothing is sent now. */
class SentBefore extends LianlianTransportError {
  constructor(
    readonly sends: PayoutSends,
    fields: SignableFields,
  ) {
    super(payoutMessages.sentBefore(callSubject(PAYOUT_APPLY.title, fields)), { outcome: 'not-sent' });
  }
}

/** Settles one payout: sends it where that is safe, and queries it until its end is known or the time is up. */
export class PayoutSettler {
  private fields: SignableFields = {};
  /** The sends that are noted, once there is one. */
  private sends: PayoutSends | undefined;
  /** Whether a send may be under way: then a refused one says nothing of the payout. */
  private mayBeUnderWay = false;
  /** Whether LianLian said that it has the payout: then it is never sent again. */
  private isAccepted = false;
  private known: PayoutSettlement;
  private error: LianlianError | undefined;

  constructor(
    private readonly client: LianlianClient,
    private readonly sent: SentPayouts,
    private readonly request: RequestInput<PayoutApplyRequest>,
    private readonly settling: Settling,
  ) {
    this.known = this.settled({});
  }

  /** @throws LianlianError as `PayoutService.settle` does */
  async settle(): Promise<PayoutSettlement> {
    const { timeoutMs, signal } = this.settling;
    const time = new AbortController();
    const end = (): void => {
      time.abort();
    };
    const timer = setTimeout(end, timeoutMs);
    // A signal that has aborted already tells nobody any more.
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
    try {
      return await this.inTime(time.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }

  private async inTime(time: AbortSignal): Promise<PayoutSettlement> {
    for (let round = 1; ; round++) {
      const end = (await this.sendFirst()) ?? (await this.ask(time)) ?? (await this.sendAgain(time));
      if (end !== undefined) return end;
      if (!(await pause(pauseAfter(round, this.settling), time))) break;
    }
    // Nothing was sent, so there is nothing whose state could be told.
    if (!this.mayBeUnderWay && this.error !== undefined) throw this.error;
    return this.settled(this.known);
  }

  /** Until something was sent, every round tries to. */
  private async sendFirst(): Promise<PayoutSettlement | undefined> {
    return this.mayBeUnderWay ? undefined : this.send();
  }

  /** What LianLian would have recorded by now, and did not, is sent once more: the same number, and the same fields. */
  private async sendAgain(time: AbortSignal): Promise<PayoutSettlement | undefined> {
    const { state, final } = this.known;
    if (state !== 'not-found' || !final || isOver(time)) return undefined;
    this.known = this.settled({ ...this.known, final: false });
    return this.send();
  }

  private async send(): Promise<PayoutSettlement | undefined> {
    const { signal } = this.settling;
    try {
      const response = await this.client.call(PAYOUT_APPLY, this.request, signal && { signal }, {
        beforeSending: (fields, time) => this.note(fields, time),
        isSentMeanwhile: (fields) => this.sent.isSentSince(fields, this.sends?.count ?? 0),
      });
      this.mayBeUnderWay = true;
      return this.applied(response);
    } catch (error) {
      if (error instanceof SentBefore) {
        this.sends = error.sends;
        this.mayBeUnderWay = true;
        return undefined;
      }
      if (!(error instanceof LianlianError)) throw error;
      if (this.sends !== undefined) this.sent.own.noteFailed(this.lastSend(this.sends), error);
      if (error.outcome === 'unknown') this.mayBeUnderWay = true;
      // What was not sent for want of a connection may be in the next round.
      else if (!this.mayBeUnderWay && !(error instanceof LianlianTransportError)) throw error;
      this.error = error;
      return undefined;
    }
  }

  private applied(response: PayoutApplyResponse): PayoutSettlement | undefined {
    const { reason, confirm_code, oid_paybill } = response;
    this.error = undefined;
    if (response.state === 'needs-confirmation') {
      return this.settled({ state: 'needs-confirmation', reason, confirm_code, response });
    }
    this.isAccepted = true;
    if (this.sends !== undefined) this.sent.own.noteTaken(this.lastSend(this.sends), oid_paybill);
    this.known = this.settled({ oid_paybill, response });
    return undefined;
  }

  /** Notes the send that is about to be made. @throws SentBefore where it is not to be made */
  private async note(fields: SignableFields, time: CallTime): Promise<SendKind> {
    this.fields = fields;
    const { appliedAtMs } = this.settling;
    const noted = await this.sent.noteFirst(fields, time, appliedAtMs);
    const isFirst = this.sends === undefined;
    const before = isFirst ? sendsBefore(noted, appliedAtMs) : newer(noted, this.sends);
    if (before !== undefined) throw new SentBefore(before, fields);
    const count = this.sends?.count ?? 0;
    const meanwhile = isFirst ? undefined : await this.sent.noteNext(fields, time, count);
    if (meanwhile !== undefined) throw new SentBefore(meanwhile, fields);
    this.sends = { count: count + 1, lastAtMs: Date.now() };
    return this.mayBeUnderWay ? 'again' : 'first';
  }

  private async ask(time: AbortSignal): Promise<PayoutSettlement | undefined> {
    if (!this.mayBeUnderWay || isOver(time)) return undefined;
    const { oid_partner, platform, no_order } = this.request;
    try {
      const response = await this.client.call(
        PAYOUT_QUERY,
        { oid_partner, platform, no_order },
        { signal: time },
        // LianLian may know the number as that of another payout: its time and its amount tell.
        { expected: this.fields },
      );
      return await this.queried(response);
    } catch (error) {
      // An error of the query, or of the inbox, says nothing of the payout; a response that is not LianLian's, or about
      // another one, says that something is wrong.
      if (!(error instanceof LianlianApiError || error instanceof LianlianTransportError)) throw error;
      // That it was cut off at the end of the time is no news.
      if (!isOver(time)) this.error = error;
      return undefined;
    }
  }

  private async queried(response: PayoutQueryResponse): Promise<PayoutSettlement | undefined> {
    const { state, oid_paybill, memo } = response;
    if (state === 'not-found') {
      const final = this.sends !== undefined && isPastRecording(this.sends.lastAtMs);
      // It is on its way into LianLian's records.
      if (!this.isAccepted) this.known = this.settled({ state, final, response });
      return undefined;
    }
    const isOfEarlierSend = isUnpaidEnd(state) && (await this.mayBeOfEarlierSend(oid_paybill));
    this.error = undefined;
    if (isOfEarlierSend) {
      const taken = this.sends && this.sent.own.takenAs(this.lastSend(this.sends));
      this.known = this.settled({ state: 'open', oid_paybill: taken, response });
      return undefined;
    }
    this.known = this.settled({ state, final: response.final, oid_paybill, memo, response });
    return response.final || state === 'needs-confirmation' ? this.known : undefined;
  }

  /** Whether LianLian may still tell the failure of an earlier send than the last one, of this process or another. */
  private async mayBeOfEarlierSend(oid_paybill: string | undefined): Promise<boolean> {
    this.sends = newer(await this.sent.known(this.fields), this.sends) ?? this.sends;
    return this.sends !== undefined && this.sent.mayBeOfEarlierSend(this.fields, this.sends, oid_paybill);
  }

  private lastSend({ count }: PayoutSends): PayoutSend {
    return sendOf(this.fields, count);
  }

  private settled(known: Partial<Omit<PayoutSettlement, 'no_order'>>): PayoutSettlement {
    return new PayoutSettlement(this.request.no_order, { ...known, error: this.error });
  }
}

function isOver(time: AbortSignal): boolean {
  return time.aborted;
}

/** What was sent before this process sends for the first time, by the inbox or by the caller. */
function sendsBefore(
  noted: PayoutSends | undefined,
  appliedAtMs: number | undefined,
): PayoutSends | undefined {
  if (appliedAtMs === undefined) return noted;
  const { count, lastAtMs } = noted ?? { count: 1, lastAtMs: appliedAtMs };
  return { count, lastAtMs: Math.max(lastAtMs, appliedAtMs) };
}

/** The sends that are noted, where another process noted one since. */
function newer(noted: PayoutSends | undefined, known: PayoutSends | undefined): PayoutSends | undefined {
  return (noted?.count ?? 0) > (known?.count ?? 0) ? noted : undefined;
}
