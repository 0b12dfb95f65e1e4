import type { OrderListView } from '../contract.js';
import type { LedgerEntry } from '../orders/ledger.js';
import { filteredList } from './filtered-list.js';
import { STATE_WORDS } from '../common/order-words.js';
import { notifiedOf, orderView, stateOf } from './order-views.js';
import type { ControlParts } from './parts.js';
import type { ControlCall } from './route.js';

/** The orders that a search and its filters find, newest first: a page of them, and how many there are of each kind. */
export function orderList({ query }: ControlCall, parts: ControlParts): OrderListView {
  const { ledger } = parts.services;
  const { page, ...counts } = filteredList(ledger.all(), query, {
    stateOf: (entry) => stateOf(entry, ledger.isClosed(entry)),
    notifiedOf: (entry) => notifiedOf(parts.notifier.of(entry).at(-1)),
    textsOf,
    stateWords: STATE_WORDS,
  });
  return { orders: page.map((entry) => orderView(entry, parts)), ...counts };
}

function textsOf({
  no_order,
  oid_paybill,
  money_order,
  currency_order = '',
  settlement,
  user_id,
  name_goods,
  refunds,
}: LedgerEntry): readonly string[] {
  const numbers = refunds.flatMap(({ no_refund, oid_refundno }) => [no_refund, oid_refundno]);
  const paid = settlement === undefined ? [] : [settlement.money_pay];
  return [no_order, oid_paybill, money_order, currency_order, user_id, name_goods, ...paid, ...numbers];
}
