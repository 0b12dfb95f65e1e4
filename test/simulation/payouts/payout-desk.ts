import type { PayoutQueryResponse } from '../../../lib/apis/payout/payout-query.response.js';
import type { PayoutService } from '../../../lib/apis/payout/payout.service.js';
import { payoutState, isFinalPayoutState } from '../../../lib/apis/payout/payout-state.js';
import { LianlianTransportError } from '../../../lib/errors/lianlian-transport.error.js';
import type { AppDatabase } from '../app-database.js';
import { signedMessage } from '../keys.js';
import type { Outside } from '../outside.js';
import type { PlannedFaults } from '../planned-faults.js';
import type { Actor, Scheduler } from '../scheduler.js';
import type { Story } from '../story.js';
import { paymentMessage, type Transaction } from '../transactions.js';
import type { WorldPlan } from '../world-plan.js';
import {
  nextSend,
  payoutMessage,
  type PayoutWord,
  payoutsOf,
  type Send,
  type WorldPayout,
} from './world-payouts.js';

/** What paying out needs of its world. */
interface PayoutWorld {
  readonly plan: WorldPlan;
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly story: Story;
  readonly database: AppDatabase;
  readonly transactions: readonly Transaction[];
  readonly outside: () => Outside;
}

interface AskedFor {
  readonly no_order: string;
  readonly oid_partner?: string | undefined;
}

/** LianLian's payouts: what becomes of each, what LianLian says of it, and to which route. */
export class PayoutDesk {
  readonly payouts: readonly WorldPayout[];
  private readonly sentAt = new Map<WorldPayout, number>();

  constructor(private readonly world: PayoutWorld) {
    this.payouts = payoutsOf(world.plan);
  }

  /** Sets all that the plan says in motion. */
  begin(): void {
    const { plan, scheduler, transactions } = this.world;
    for (const payout of this.payouts) {
      scheduler.after(payout.planned.atMs, () => {
        this.sentAt.set(payout, scheduler.now());
        this.send(payout);
      });
    }
    for (const { attempt, afterMs, namesPayType } of plan.crossings) {
      const transaction = transactions[attempt];
      if (transaction === undefined) continue;
      scheduler.after(transaction.planned.atMs + afterMs, () => {
        const { result, oid_paybill, currency_order } = transaction;
        if (result === undefined) return;
        const body = signedMessage(paymentMessage(transaction, result, namesPayType));
        const label = `crossed ${result} of ${oid_paybill} for ${transaction.order.no_order}, at the route of payouts`;
        this.world
          .outside()
          .cross({ label, body, takes: 'payouts', isPlain: namesPayType || currency_order !== undefined });
      });
    }
  }

  /** LianLian's query of payouts, from the side of one process. */
  serviceOf(actor: Actor): PayoutService {
    const { scheduler, faults } = this.world;
    const query = (asked: AskedFor): Promise<PayoutQueryResponse> => {
      const isLost = faults.next('query', ({ call }) => call) !== undefined;
      return scheduler.step(actor, () => {
        if (isLost) throw new LianlianTransportError('The connection broke.', { outcome: 'unknown' });
        return this.responseTo(asked);
      });
    };
    return { query } as unknown as PayoutService;
  }

  private responseTo(asked: AskedFor): PayoutQueryResponse {
    const payout = this.payouts.find(
      ({ no_order, oid_partner }) => no_order === asked.no_order && oid_partner === asked.oid_partner,
    );
    const send = payout?.sends.at(-1);
    if (payout === undefined || send === undefined || !this.isRecorded(payout)) {
      if (send !== undefined) this.world.faults.note('payout recorded late');
      return { ret_code: '8901', state: 'not-found', final: false } as unknown as PayoutQueryResponse;
    }
    const { oid_partner, no_order, dt_order, money_order } = payout;
    const { oid_paybill, said } = send;
    const fields = {
      ...{ ret_code: '0000', oid_partner, no_order, dt_order, money_order, oid_paybill },
      result_pay: said.at(-1) ?? 'PROCESSING',
    };
    const state = payoutState(fields, { no_order });
    return { ...fields, state, final: isFinalPayoutState(state) } as unknown as PayoutQueryResponse;
  }

  private isRecorded(payout: WorldPayout): boolean {
    const { scheduler, faults } = this.world;
    const sentAt = this.sentAt.get(payout) ?? scheduler.now();
    return faults.areOver || scheduler.now() - sentAt >= payout.planned.recordedAfterMs;
  }

  private send(payout: WorldPayout): void {
    const { scheduler, story } = this.world;
    const send = nextSend(payout, this.payouts.indexOf(payout) + 1, scheduler.now());
    if (send === undefined) return;
    payout.sends.push(send);
    const { planned, oid_paybill } = send;
    story.tell('app', `sends payout ${payout.no_order}, LianLian's transaction ${oid_paybill ?? 'none'}`);
    if (planned.end === 'open') return;
    const { end } = planned;
    scheduler.after(planned.endsAfterMs, () => {
      this.say(payout, send, end);
      if (end === 'FAILURE') this.sendAgainLater(payout, send);
      if (end !== 'SUCCESS' || planned.returnedAfterMs === undefined) return;
      scheduler.after(planned.returnedAfterMs, () => {
        this.say(payout, send, 'CANCEL');
      });
    });
  }

  private say(payout: WorldPayout, send: Send, word: PayoutWord): void {
    const { scheduler, story, faults } = this.world;
    const { oid_paybill, planned } = send;
    const { isSilent, crossedAfterMs } = payout.planned;
    send.said.push(word);
    const label = `payout ${word} of ${oid_paybill ?? 'no transaction'} for ${payout.no_order}`;
    story.tell('LianLian', label);
    // Without a transaction there is no notification: the sweeper finds it.
    if (oid_paybill === undefined) return;
    const body = signedMessage(payoutMessage(payout, oid_paybill, word));
    if (isSilent) faults.note('payout silence');
    else {
      scheduler.after(word === 'CANCEL' ? 0 : planned.notifiedAfterMs, () => {
        this.world.outside().notifyPayout(label, body, { payout, send, word });
      });
    }
    if (crossedAfterMs !== undefined) {
      scheduler.after(crossedAfterMs, () => {
        const crossed = `crossed ${label}, at the route of payments`;
        this.world.outside().cross({ label: crossed, body, takes: 'payments', isPlain: false });
      });
    }
  }

  /** A failed payout is sent again, with its number, by an app that heard of the failure. */
  private sendAgainLater(payout: WorldPayout, send: Send): void {
    const { scheduler, database, faults } = this.world;
    scheduler.after(payout.planned.resentAfterMs, () => {
      void database.refresh().then(() => {
        const isKnown = database.toldOf(payout.no_order).some((told) => told.send === send.index);
        if (isKnown && !faults.areOver) this.send(payout);
      });
    });
  }
}
