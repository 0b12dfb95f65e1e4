import { callViolationsOf } from './calls/call-invariants.js';
import { payoutViolationsOf } from './payouts/payout-invariants.js';
import type { PlannedFaults } from './planned-faults.js';
import { SPEED } from './real-scheduler.js';
import { isRealStore } from './real-store.js';
import { isInOrdersCurrency, tookMoney, type Transaction, type WorldOrder } from './transactions.js';
import type { FinishedWorld } from './world.js';
import { isTransactional } from './world-plan.js';

/** What must hold in every world, and does not in this one: a sentence for each. */
export function violationsOf(world: FinishedWorld): readonly string[] {
  return [
    ...world.violations,
    ...oneTransactionEach(world),
    ...onlyForPayments(world),
    ...noneAfterReversal(world),
    ...noMoneyInSilence(world),
    ...nobodyKeptWaiting(world),
    ...everyOrderSettled(world),
    ...eachRefundOnce(world),
    ...payoutViolationsOf(world, mayRepeat(world)),
    ...callViolationsOf(world.offices, world.lines),
  ];
}

/**
 * Where it may run twice, as docs/stores.md says: the inbox is no transaction, expectedPayment does not return what paid,
 * and the process died (or its store forgot) between the handler's end and what is remembered. A handler that was given
 * up, or lost its lease, and ends all the same may have its effect beside that of the next one, too.
 */
function isAtLeastOnce(world: FinishedWorld): boolean {
  const { store, returnsPaidBy } = world.plan.settings;
  if (isTransactional(store)) return false;
  return isGivenUp(world) || (!returnsPaidBy && mayHaveForgotten(world.faults));
}

/** Whether a handler ends that another one may have followed already. */
function isGivenUp({ lines, events }: FinishedWorld): boolean {
  return (
    lines.some(({ text }) => text.includes('still runs after')) ||
    events.some((event) => event.type === 'refused' && event.reason === 'lease-lost')
  );
}

/** Whether an inbox that is no transaction may not remember what was done. */
function mayHaveForgotten({ happened }: PlannedFaults): boolean {
  return ['crash', 'restart', 'call dies', 'store forgets'].some((fault) => happened.has(fault));
}

/** An order has the effect of one transaction at most. */
function oneTransactionEach(world: FinishedWorld): string[] {
  if (isAtLeastOnce(world)) return [];
  return world.orders.flatMap(({ no_order }) => {
    const paidBy = world.database.effects
      .filter((effect) => effect.no_order === no_order)
      .map(({ oid_paybill }) => oid_paybill);
    return paidBy.length <= 1
      ? []
      : [`${no_order} was settled ${String(paidBy.length)} times: ${paidBy.join(', ')}`];
  });
}

/** Whether what changes nothing that `expectedPayment` sees may be told twice. */
function mayRepeat(world: FinishedWorld): boolean {
  return isGivenUp(world) || (!isTransactional(world.plan.settings.store) && mayHaveForgotten(world.faults));
}

/** What LianLian says of a refund is handled once, but where the inbox may have forgotten it. */
function eachRefundOnce(world: FinishedWorld): string[] {
  if (mayRepeat(world)) return [];
  const handled = world.database.writes
    .filter((write) => write.kind === 'refund')
    .map(({ no_refund, status }) => `${no_refund}: ${status}`);
  const twice = new Set(handled.filter((each, index) => handled.indexOf(each) !== index));
  return [...twice].map((each) => `a refund was handled twice, ${each}`);
}

/** No effect without a SUCCESS for that order, merchant, amount and currency, that is no authorization. */
function onlyForPayments({ database, transactions }: FinishedWorld): string[] {
  return database.effects.flatMap(({ no_order, oid_paybill }) => {
    const transaction = transactions.find((each) => each.oid_paybill === oid_paybill);
    const isRight =
      transaction?.order.no_order === no_order &&
      transaction.planned.excessFen === 0 &&
      isInOrdersCurrency(transaction) &&
      tookMoney(transaction);
    return isRight ? [] : [`${no_order} was settled by ${oid_paybill}, which did not pay it`];
  });
}

/** Nor of a payment of which the app was told before that its money went back, as long as the inbox remembers that. */
function noneAfterReversal(world: FinishedWorld): string[] {
  const { database, plan } = world;
  // What a server commits is read from it later, all at once.
  if (isRealStore(plan.settings.store) || mayRepeat(world)) return [];
  return database.settledTooLate.map(
    ({ no_order, oid_paybill }) =>
      `${no_order} was settled by ${oid_paybill}, of which the app knew that its money had gone back`,
  );
}

/** Money that LianLian took is an effect, or was reported by an error line and an event with its number. */
function noMoneyInSilence(world: FinishedWorld): string[] {
  const { transactions, database, plan, queue } = world;
  return transactions.filter(tookMoney).flatMap((transaction) => {
    const { oid_paybill, order } = transaction;
    if (database.effects.some((effect) => effect.oid_paybill === oid_paybill)) return [];
    // What LianLian gave back is no money of the merchant's, and the app was told so.
    const isGivenBack = database.writes.some(
      (write) => write.kind === 'other' && write.oid_paybill === oid_paybill && write.result === 'REFUND',
    );
    if (isGivenBack) return [];
    const isDead = plan.settings.queue && queue.keeps(oid_paybill, 'payment');
    // A success that the app never heard of is for the reports.
    if (!wasHeard(transaction, world) && !isDead) return [];
    // So is one that faults left open until LianLian gave up, and whose order another one settled.
    if (wasLeftOpen(transaction, world)) return [];
    return isReported(transaction, world)
      ? []
      : [`the money of ${oid_paybill} for ${order.no_order} is nowhere, and nobody was told`];
  });
}

/** What a person has to be told of money that settles nothing, and what the line about it has to say. */
function reportsOf(transaction: Transaction, { faults }: FinishedWorld): readonly Report[] {
  const { order, planned, money_order, currency_order } = transaction;
  // An app that compares a time that its column changed knows no such order.
  const [column] = faults.of('column');
  if (order.planned.isUnknown || column?.compares === true)
    return [{ reason: 'unknown-order', says: [order.no_order] }];
  const twice: Report = { reason: 'paid-twice', says: ['already paid by transaction T'] };
  const amounts = [
    `${money_order} ${currency_order ?? 'yuan'}`,
    `${order.money_order} ${order.currency_order ?? 'yuan'}`,
  ];
  if (!isInOrdersCurrency(transaction)) return [twice, { reason: 'other-currency', says: amounts }];
  return planned.excessFen === 0 ? [twice] : [twice, { reason: 'other-amount', says: amounts }];
}

interface Report {
  readonly reason: string;
  readonly says: readonly string[];
}

/**
 * Reported is what has both: a refusal among the events, with the reason that is the truth, and an error line that names
 * the transaction and what it clashes with. That it is busy, or that a store is away, is no report.
 */
function isReported(transaction: Transaction, world: FinishedWorld): boolean {
  const { lines, events, plan } = world;
  const { oid_paybill } = transaction;
  const ofIt = lines.filter(
    ({ level, text }) => level === 'error' && text.includes(`transaction ${oid_paybill})`),
  );
  const isRefused = (reason: string): boolean =>
    events.some(
      (event) =>
        event.type === 'refused' &&
        event.kind === 'payment' &&
        event.oid_paybill === oid_paybill &&
        event.reason === reason,
    );
  // A hook that looks by itself refuses by throwing: that is a failure of the hook's, with its line.
  const isRefusedByHook =
    plan.settings.hook === 'careful' &&
    ofIt.length > 0 &&
    events.some(
      (event) => event.type === 'failed' && event.kind === 'payment' && event.oid_paybill === oid_paybill,
    );
  return (
    isRefusedByHook ||
    reportsOf(transaction, world).some(
      ({ reason, says }) =>
        isRefused(reason) && ofIt.some(({ text }) => says.every((part) => text.includes(part))),
    )
  );
}

/** The status of "not decided yet". */
const UNDECIDED = 503;

/** Time in which a process that is up answers, whatever other notifications do: the budget, and one long step. */
const ANSWERED_WITHIN_MS = 10_000;

/** Nothing keeps another notification waiting: not a handler that hangs, not an attacker, not a broken store. */
function nobodyKeptWaiting({ outside, plan }: FinishedWorld): string[] {
  const longest = ANSWERED_WITHIN_MS * (isRealStore(plan.settings.store) ? SPEED : 1);
  return outside.waits.flatMap(({ label, process, waitedMs }) => {
    if (!process.isAlive || (waitedMs !== undefined && waitedMs <= longest)) return [];
    const time = waitedMs === undefined ? 'for ever' : `for ${String(Math.round(waitedMs))} ms`;
    return [`${process.name} kept a notification waiting ${time}: ${label}`];
  });
}

/** Whether a process answered LianLian's message of the success. */
function wasHeard(transaction: Transaction, { outside }: FinishedWorld): boolean {
  return outside.deliveries.some(
    (delivery) =>
      delivery.transaction === transaction && delivery.result === 'SUCCESS' && delivery.statuses.length > 0,
  );
}

/**
 * Whether faults kept the app from deciding any message of the success, and LianLian has stopped repeating, while another
 * transaction settled its order, about which no sweep asks any more; or a sweep reported the order, because its time is
 * not the one that was sent: it settles the order once a person has corrected that.
 */
function wasLeftOpen(transaction: Transaction, world: FinishedWorld): boolean {
  const { outside, faults, database } = world;
  const { order } = transaction;
  const statuses = outside.deliveries
    .filter((delivery) => delivery.transaction === transaction && delivery.result === 'SUCCESS')
    .flatMap((delivery) => delivery.statuses);
  return (
    faults.happened.size > 0 &&
    statuses.every((status) => status === UNDECIDED) &&
    (database.effects.some((effect) => effect.no_order === order.no_order) ||
      isKnownByOtherTime(order, world))
  );
}

/** Whether a query for the order finds this transaction: it shows one success of its product. */
function isShownByQuery(transaction: Transaction, { transactions }: FinishedWorld): boolean {
  const shown = transactions.find(
    ({ order, product, result }) =>
      order === transaction.order && product === transaction.product && result === 'SUCCESS',
  );
  return shown === transaction;
}

/**
 * Whether a sweeper said that LianLian knows the order by another time than the app kept, with both: it settles nothing by
 * that, and a person corrects the time.
 */
function isKnownByOtherTime(
  { no_order, dt_order }: WorldOrder,
  { lines, events, database }: FinishedWorld,
): boolean {
  const kept = database.find(no_order)?.dt_order;
  return (
    kept !== dt_order &&
    events.some(
      (event) => event.type === 'swept' && event.no_order === no_order && event.otherTime === dt_order,
    ) &&
    lines.some(
      ({ level, text }) =>
        level === 'error' &&
        [`Order ${no_order}:`, String(kept), `but with dt_order ${dt_order} `].every((part) =>
          text.includes(part),
        ),
    )
  );
}

/** When faults end, every order that was paid rightly is settled, by what the app heard or a query shows. */
function everyOrderSettled(world: FinishedWorld): string[] {
  const { orders, transactions, database, queue } = world;
  const isStuck = [...queue.jobs.values()].some(({ state }) => state === 'waiting' || state === 'taken');
  const open = orders.flatMap((order) => {
    const { no_order, planned } = order;
    const paid = transactions.filter(
      (each) =>
        each.order === order &&
        tookMoney(each) &&
        each.planned.excessFen === 0 &&
        isInOrdersCurrency(each) &&
        // What went back is for a person.
        each.result === 'SUCCESS' &&
        (wasHeard(each, world) || isShownByQuery(each, world)),
    );
    const isSettled = database.effects.some((effect) => effect.no_order === no_order);
    if (planned.isUnknown || paid.length === 0 || isSettled) return [];
    if (isKnownByOtherTime(order, world)) return [];
    const numbers = paid.map(({ oid_paybill }) => oid_paybill).join(', ');
    return [`${no_order} was paid by ${numbers}, and is not settled`];
  });
  return isStuck ? [...open, 'a job of the queue is stuck'] : open;
}
