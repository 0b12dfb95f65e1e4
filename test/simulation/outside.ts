import { fenToYuan } from '../../lib/common/money.js';
import type { TakenMessages } from '../../lib/notifications/model/any-notification.js';
import { MERCHANTS, signedMessage } from './keys.js';
import type { PlannedFaults } from './planned-faults.js';
import type { PayoutWord, Send, WorldPayout } from './payouts/world-payouts.js';
import { SPEED } from './real-scheduler.js';
import { isRealStore } from './real-store.js';
import type { Actor, Scheduler } from './scheduler.js';
import type { Story } from './story.js';
import {
  exchanged,
  isInOrdersCurrency,
  paymentMessage,
  refundMessage,
  tookMoney,
  type Transaction,
} from './transactions.js';
import type { PlannedForgery, WorldPlan } from './world-plan.js';

/** What LianLian waits between two tries, and for a response. */
const REPEAT_MS = 120_000;
const PATIENCE_MS = 5_000;
const LATE_MS = 200_000;

/** What LianLian said of a payout. */
export interface SaidOfPayout {
  readonly payout: WorldPayout;
  readonly send: Send;
  readonly word: PayoutWord;
}

/** A message of LianLian's that comes to the wrong route. */
export interface CrossedMessage {
  readonly label: string;
  readonly body: string;
  readonly takes: TakenMessages;
  /** Whether its own fields say so. */
  readonly isPlain: boolean;
}

/** A message on its way, and what becomes of it. */
export interface Delivery {
  /** What it says, for the story. */
  readonly label: string;
  readonly body: string;
  /** The transaction that it is about, where it is LianLian's. */
  readonly transaction: Transaction | undefined;
  readonly result: string;
  /** The word on a payout that it is. */
  readonly payout?: SaidOfPayout | undefined;
  /** What the route takes that it comes to. */
  readonly takes: TakenMessages;
  /** The status of every response that a process gave, whether or not it arrived. */
  readonly statuses: number[];
}

/** A process that takes notifications. */
interface Receiver {
  readonly actor: Actor;
  post(body: string, takes: TakenMessages): Promise<number>;
}

/** How long a process took for its response. */
export interface Wait {
  readonly label: string;
  readonly process: Actor;
  /** Undefined where no response came. */
  waitedMs: number | undefined;
}

/** What the outside needs of its world. */
export interface OutsideWorld {
  readonly plan: WorldPlan;
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly story: Story;
  readonly transactions: readonly Transaction[];
  /** A process that is up, if one is. */
  readonly someProcess: () => Receiver | undefined;
  /** Writes to the queue past the app, where there is one. */
  readonly intoQueue: (message: string) => void;
  readonly onResponse: (delivery: Delivery, status: number) => Promise<void>;
}

/** LianLian, payers and attackers: everything that sends something to the app. */
export class Outside {
  readonly deliveries: Delivery[] = [];
  readonly waits: Wait[] = [];
  private readonly network: Actor = { name: 'network', isAlive: true, clockOffsetMs: 0 };

  constructor(private readonly world: OutsideWorld) {}

  /** Sets all that the plan says in motion. */
  begin(): void {
    const { plan, scheduler, transactions } = this.world;
    for (const [index, transaction] of transactions.entries()) {
      scheduler.after(transaction.planned.atMs, () => {
        this.pay(transaction);
        for (const { attempt, afterMs, status } of plan.refunds) {
          if (attempt !== index) continue;
          scheduler.after(afterMs, () => {
            this.refund(transaction, status);
          });
        }
      });
    }
    for (const forgery of plan.forgeries) {
      scheduler.after(forgery.atMs, () => {
        this.forge(forgery);
      });
    }
  }

  private pay(transaction: Transaction): void {
    const { scheduler } = this.world;
    const { planned } = transaction;
    transaction.result = planned.result;
    this.notify(transaction, planned.result);
    // A payment in a foreign currency is made without a page, so nobody returns from one.
    if (planned.replayAfterMs !== undefined && transaction.product !== 'exchange') {
      // The return that the payer's browser carried: signed, and without pay_type.
      const fields = paymentMessage(transaction, planned.result, false);
      const body = signedMessage(planned.replayNamesTime ? fields : { ...fields, dt_order: '' });
      scheduler.after(planned.replayAfterMs, () => {
        this.send(
          {
            ...this.aDelivery(`replayed return of ${transaction.oid_paybill}`, body),
            transaction,
            result: planned.result,
          },
          1,
        );
      });
    }
    if (planned.undoneAfterMs !== undefined && planned.result === 'SUCCESS') {
      scheduler.after(planned.undoneAfterMs, () => {
        transaction.result = 'REFUND';
        this.notify(transaction, 'REFUND');
      });
    }
  }

  private notify(transaction: Transaction, result: string): void {
    const { oid_paybill, order } = transaction;
    const body = signedMessage(paymentMessage(transaction, result));
    const label = `${result} of ${oid_paybill} for ${order.no_order}, ${transaction.money_order} ${transaction.currency_order ?? 'yuan'}, ${transaction.pay_type}`;
    this.send({ ...this.aDelivery(label, body), transaction, result }, this.world.plan.settings.repeats);
  }

  private refund(transaction: Transaction, status: string): void {
    const body = signedMessage(refundMessage(transaction, status));
    const label = `refund of ${transaction.order.no_order}: ${status}`;
    this.send(this.aDelivery(label, body), this.world.plan.settings.repeats);
  }

  /** Notifies of a refund that the app called for. */
  notifyRefund(label: string, fields: Readonly<Record<string, string>>): void {
    this.send(this.aDelivery(label, signedMessage(fields)), this.world.plan.settings.repeats);
  }

  /** Notifies of a payout, at the route for that. */
  notifyPayout(label: string, body: string, payout: SaidOfPayout): void {
    const delivery = this.aDelivery(label, body);
    this.send({ ...delivery, payout, takes: 'payouts' }, this.world.plan.settings.repeats);
  }

  /** Brings a message of LianLian's to a route that takes others. */
  cross({ label, body, takes, isPlain }: CrossedMessage): void {
    this.send({ ...this.aDelivery(label, body), result: isPlain ? 'crossed plainly' : 'crossed', takes }, 2);
  }

  private forge({ kind, order: index }: PlannedForgery): void {
    const ofOrder = this.world.transactions.filter(({ planned }) => planned.order === index);
    const transaction = ofOrder.find((each) => mayBeForged(kind, each));
    if (transaction === undefined) return;
    const fields = { ...paymentMessage(transaction, 'SUCCESS', true), oid_paybill: 'FORGED', pay_type: 'D' };
    const genuine = signedMessage(paymentMessage(transaction, transaction.planned.result, true));
    const foreign = MERCHANTS.find((each) => each !== transaction.order.oid_partner) ?? '';
    const bodies: Readonly<Record<PlannedForgery['kind'], () => string>> = {
      unsigned: () => JSON.stringify(fields),
      altered: () => genuine.replace(`"${transaction.oid_paybill}"`, '"FORGED"'),
      'own-key': () => signedMessage(fields, 'stranger'),
      'other-merchant': () => signedMessage({ ...fields, oid_partner: '209912310000000000' }, 'stranger'),
      'no-message': () => '{"a":',
      'foreign-order': () => signedMessage({ ...fields, oid_partner: foreign }),
      'foreign-refund': () => signedMessage({ ...refundMessage(transaction, '2'), oid_partner: foreign }),
      'other-amount': () =>
        signedMessage({
          ...paymentMessage(transaction, transaction.planned.result, true),
          money_order: fenToYuan(transaction.order.planned.fen + 7),
        }),
      'other-currency': () => signedMessage(inTheOtherCurrency(transaction)),
      'expected-currency': () => signedMessage(inTheOtherCurrency(transaction)),
      'into-queue': () => JSON.stringify(fields),
    };
    if (kind === 'into-queue') {
      this.world.intoQueue(bodies[kind]());
      return;
    }
    const delivery = this.aDelivery(`forgery (${kind})`, bodies[kind]());
    if (kind === 'other-amount' || kind.endsWith('-currency'))
      this.send({ ...delivery, transaction, result: 'restated' }, 1);
    else this.send({ ...delivery, result: 'forged' }, 1);
  }

  private aDelivery(label: string, body: string): Delivery {
    return { label, body, transaction: undefined, result: '', takes: 'payments', statuses: [] };
  }

  /** Sends it until it is acknowledged, or there were enough tries. */
  private send(delivery: Delivery, triesLeft: number): void {
    if (!this.deliveries.includes(delivery)) this.deliveries.push(delivery);
    const { scheduler, faults, story } = this.world;
    const isSilent = this.isSilent(delivery);
    const how = isSilent ? 'lost' : faults.next('network', (fault) => fault.delivery)?.how;
    let isAcknowledged = false;
    const oneTry = (): void => {
      if (how === 'lost') {
        story.tell('network', `lost: ${delivery.label}`);
        return;
      }
      void this.deliver(delivery).then((status) => {
        if (status === 200 && how !== 'unanswered') isAcknowledged = true;
      });
    };
    if (how === 'late') scheduler.after(LATE_MS, oneTry);
    else oneTry();
    if (how === 'twice') oneTry();
    if (triesLeft <= 1) return;
    scheduler.after(REPEAT_MS, () => {
      if (!isAcknowledged) this.send(delivery, triesLeft - 1);
    });
  }

  /** Whether nothing of this transaction arrives. */
  private isSilent({ transaction }: Delivery): boolean {
    const { faults, transactions } = this.world;
    if (transaction === undefined) return false;
    const index = transactions.indexOf(transaction);
    const isSilent = faults.of('silence').some(({ attempt }) => attempt === index);
    if (isSilent) faults.note('silence');
    return isSilent;
  }

  private async timed(process: Receiver, { label, body, takes }: Delivery): Promise<number> {
    const { scheduler } = this.world;
    const startedAt = scheduler.now();
    const wait: Wait = { label, process: process.actor, waitedMs: undefined };
    this.waits.push(wait);
    const status = await process.post(body, takes);
    wait.waitedMs = scheduler.now() - startedAt;
    return status;
  }

  /** One try. Undefined where no response came within LianLian's patience. */
  private async deliver(delivery: Delivery): Promise<number | undefined> {
    const { scheduler, story, someProcess, onResponse, plan } = this.world;
    const patienceMs = PATIENCE_MS * (isRealStore(plan.settings.store) ? SPEED : 1);
    const process = await scheduler.step(this.network, someProcess);
    if (process === undefined) {
      story.tell('network', `nobody there: ${delivery.label}`);
      return undefined;
    }
    const sentAt = scheduler.now();
    story.tell(process.actor.name, `gets ${delivery.label}`);
    const status = await scheduler.step(process.actor, () => this.timed(process, delivery));
    // A process that died in between answers nothing.
    if (!process.actor.isAlive) return undefined;
    return scheduler.step(this.network, async () => {
      if (!process.actor.isAlive) return undefined;
      story.tell(process.actor.name, `answers ${String(status)} to ${delivery.label}`);
      delivery.statuses.push(status);
      const waitedMs = scheduler.now() - sentAt;
      await onResponse(delivery, status);
      return waitedMs <= patienceMs ? status : undefined;
    });
  }
}

/** Whether a message of this kind can be made of the transaction. */
function mayBeForged(kind: PlannedForgery['kind'], transaction: Transaction): boolean {
  if (kind === 'other-currency') return isInOrdersCurrency(transaction);
  if (kind !== 'expected-currency') return true;
  // Only what would settle the order is held against the query.
  const wouldSettle = tookMoney(transaction) && !transaction.order.planned.isAuthorization;
  return wouldSettle && !isInOrdersCurrency(transaction);
}

/** LianLian's message about a transaction, in the currency in which it was not paid: all else is equal. */
function inTheOtherCurrency(transaction: Transaction): Record<string, string> {
  const { planned, money_order, currency_order } = transaction;
  const inYuan = paymentMessage({ ...transaction, currency_order: undefined }, planned.result, true);
  return currency_order === undefined ? { ...inYuan, ...exchanged(money_order, 'USD') } : inYuan;
}
