import type { FinishedWorld } from '../world.js';
import type { ToldPayout } from '../app-database.js';
import type { WorldPayout } from './world-payouts.js';

/**
 * What must hold of payouts in every world.
 *
 * @param mayForget whether the inbox may not remember what was done, or a handler was given up and ended all the same
 */
export function payoutViolationsOf(world: FinishedWorld, mayForget: boolean): readonly string[] {
  const isStrict = !mayForget;
  return world.payouts
    .flatMap((payout) => {
      const told = world.database.toldOf(payout.no_order);
      return [
        ...onlyWhatLianlianSaid(payout, told),
        ...(isStrict ? [...onceEach(payout, told), ...inOrder(payout, told)] : []),
        ...noneLost(payout, told),
      ];
    })
    .concat(apartFromPayments(world));
}

/** The status of what is not as expected. */
const REFUSED = 409;

function nameOf({ oid_paybill, result }: ToldPayout): string {
  return `${result} of ${oid_paybill === '' ? 'no transaction' : oid_paybill}`;
}

/** What the app was told is LianLian's word on this payout, and on the transaction that it names. */
function onlyWhatLianlianSaid(
  { no_order, sends, planned }: WorldPayout,
  told: readonly ToldPayout[],
): string[] {
  return told.flatMap((each) => {
    const isSaid = sends.some(
      ({ oid_paybill = '', said }) =>
        oid_paybill === each.oid_paybill && said.some((word) => word === each.result),
    );
    return isSaid && !planned.isUnknown
      ? []
      : [`payout ${no_order} was settled by ${nameOf(each)}, which LianLian did not say of it`];
  });
}

/** Each word is told once; a failure without a transaction once for each send. */
function onceEach({ no_order }: WorldPayout, told: readonly ToldPayout[]): string[] {
  const keys = told.map(
    (each) => nameOf(each) + (each.oid_paybill === '' ? ` of send ${String(each.send)}` : ''),
  );
  const twice = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...twice].map((key) => `payout ${no_order} was told twice: ${key}`);
}

/** Failures, then one end, and after a payment the return of that very one. */
function inOrder({ no_order }: WorldPayout, told: readonly ToldPayout[]): string[] {
  const firstEnd = told.findIndex(({ result }) => result !== 'FAILURE');
  if (firstEnd < 0) return [];
  const [end, ...others] = told.slice(firstEnd);
  const [next, ...more] = others;
  const isReturn =
    end?.result === 'SUCCESS' && next?.result === 'CANCEL' && next.oid_paybill === end.oid_paybill;
  const failed = told
    .slice(0, firstEnd)
    .some(({ oid_paybill }) => oid_paybill !== '' && oid_paybill === end?.oid_paybill);
  const isRight = !failed && (next === undefined || (isReturn && more.length === 0));
  return isRight
    ? []
    : [`payout ${no_order} was told in an impossible order: ${told.map(nameOf).join(', ')}`];
}

/** When faults end, the app knows the last word on each payout. */
function noneLost({ no_order, sends, planned }: WorldPayout, told: readonly ToldPayout[]): string[] {
  const send = sends.at(-1);
  const word = send?.said.at(-1);
  if (send === undefined || word === undefined || planned.isUnknown) return [];
  const { oid_paybill = '' } = send;
  // Of two failures without a transaction nothing but the time of the send tells one from the other.
  const isAnySend = oid_paybill !== '' || !planned.listsAppliedAt;
  const isTold = told.some(
    (each) =>
      each.result === word && each.oid_paybill === oid_paybill && (isAnySend || each.send === send.index),
  );
  const what = oid_paybill === '' ? 'no transaction' : oid_paybill;
  return isTold ? [] : [`payout ${no_order} ended with ${word} of ${what}, and the app was not told`];
}

/** No order hears of a payout's transaction, and what came to the wrong route is not acknowledged. */
function apartFromPayments({ database, payouts, outside, plan }: FinishedWorld): string[] {
  const ours = new Set(payouts.flatMap(({ sends }) => sends.map(({ oid_paybill }) => oid_paybill)));
  const mixed = database.writes.flatMap((write) =>
    (write.kind === 'effect' || write.kind === 'other') && ours.has(write.oid_paybill)
      ? [`an order was told of ${write.oid_paybill}, which is a payout's`]
      : [],
  );
  // A queue takes it, and its worker refuses it.
  const acknowledged = plan.settings.queue
    ? []
    : outside.deliveries
        .filter(({ result, statuses }) => result === 'crossed' && statuses.includes(200))
        .map(({ label }) => `acknowledged at the wrong route: ${label}`);
  // What its own fields tell is refused for good, whether LianLian can be asked or not, and is no job.
  const undecided = outside.deliveries
    .filter(
      ({ result, statuses }) => result === 'crossed plainly' && statuses.some((status) => status !== REFUSED),
    )
    .map(({ label }) => `not refused at the wrong route: ${label}`);
  return [...mixed, ...acknowledged, ...undecided];
}
