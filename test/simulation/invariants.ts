import { tookMoney, type Transaction } from './transactions.js';
import type { FinishedWorld } from './world.js';

/** What must hold in every world, and does not in this one: a sentence for each. */
export function violationsOf(world: FinishedWorld): readonly string[] {
  return [
    ...world.violations,
    ...oneTransactionEach(world),
    ...onlyForPayments(world),
    ...noMoneyInSilence(world),
    ...everyOrderSettled(world),
  ];
}

/**
 * Where it may run twice, as docs/stores.md says: the inbox is no transaction, expectedPayment does not return what paid,
 * and the process died (or its store forgot) between the handler's end and what is remembered. A handler that was given
 * up and ends all the same may have its effect beside that of the next one, too.
 */
function isAtLeastOnce({ plan, faults, lines }: FinishedWorld): boolean {
  const { store, returnsPaidBy } = plan.settings;
  if (store === 'transactional') return false;
  const isGivenUp = lines.some(({ text }) => text.includes('still runs after'));
  const hasForgotten = ['crash', 'restart', 'store forgets'].some((fault) => faults.happened.has(fault));
  return isGivenUp || (!returnsPaidBy && hasForgotten);
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

/** No effect without a SUCCESS for that order, merchant and amount, that is no authorization. */
function onlyForPayments({ database, transactions }: FinishedWorld): string[] {
  return database.effects.flatMap(({ no_order, oid_paybill }) => {
    const transaction = transactions.find((each) => each.oid_paybill === oid_paybill);
    const isRight =
      transaction?.order.no_order === no_order &&
      transaction.planned.excessFen === 0 &&
      tookMoney(transaction);
    return isRight ? [] : [`${no_order} was settled by ${oid_paybill}, which did not pay it`];
  });
}

/** Money that LianLian took is an effect, or was reported by an error line and an event with its number. */
function noMoneyInSilence(world: FinishedWorld): string[] {
  const { transactions, database, lines, events, plan, queue } = world;
  return transactions.filter(tookMoney).flatMap((transaction) => {
    const { oid_paybill, order } = transaction;
    if (database.effects.some((effect) => effect.oid_paybill === oid_paybill)) return [];
    const isDead = plan.settings.queue && queue.keeps(oid_paybill);
    // A success that the app never heard of is for the reports.
    if (!wasHeard(transaction, world) && !isDead) return [];
    const isLogged = lines.some(
      ({ level, text }) => level === 'error' && text.includes(`transaction ${oid_paybill})`),
    );
    const isTold = events.some(
      (event) => event.type === 'refused' && event.kind === 'payment' && event.oid_paybill === oid_paybill,
    );
    return isLogged && isTold
      ? []
      : [`the money of ${oid_paybill} for ${order.no_order} is nowhere, and nobody was told`];
  });
}

/** Whether a process answered LianLian's message of the success. */
function wasHeard(transaction: Transaction, { outside }: FinishedWorld): boolean {
  return outside.deliveries.some(
    (delivery) =>
      delivery.transaction === transaction && delivery.result === 'SUCCESS' && delivery.statuses.length > 0,
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
        // What went back is for a person.
        each.result === 'SUCCESS' &&
        (wasHeard(each, world) || isShownByQuery(each, world)),
    );
    const isSettled = database.effects.some((effect) => effect.no_order === no_order);
    if (planned.isUnknown || paid.length === 0 || isSettled) return [];
    const numbers = paid.map(({ oid_paybill }) => oid_paybill).join(', ');
    return [`${no_order} was paid by ${numbers}, and is not settled`];
  });
  return isStuck ? [...open, 'a job of the queue is stuck'] : open;
}
