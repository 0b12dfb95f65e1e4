import type { Kysely, Transaction } from 'kysely';

/** An order, as a row. `order-row.ts` turns it into an `Order` and back. */
export interface OrderRow {
  no_order: string;
  created_at: Date;
  customer: string;
  product_id: string;
  product_name: string;
  /** Null where the shop had one name for all languages. */
  product_name_en: string | null;
  /** `payment` or `deposit`. */
  kind: string;
  quantity: number;
  /** Decimal, which every driver gives as text: money never becomes a floating-point number. */
  money_order: string;
  /** `CNY`, or another currency by its ISO 4217 code. */
  currency_order: string;
  payment_status: string;
  /** All of the payment, as JSON. */
  payment: string;
  /** What was paid, or charged from a deposit: decimal. Null while nothing was. */
  money_taken: string | null;
  /** The families that were tried, with commas. */
  tried: string;
  /** 1 where the payer asked to keep the card that pays, else 0. */
  keeps_card: number;
  /** The card that paid, where nobody asked to keep it and it is not unbound yet. */
  unwanted_card: string | null;
  /** When to unbind it, or to try again. */
  unbind_at: Date | null;
  version: number;
  /** The day of LianLian's books, `yyyyMMdd`, once money was taken. */
  settle_date: string | null;
}

/** A refund, as a row. */
export interface RefundRow {
  no_refund: string;
  created_at: Date;
  no_order: string;
  money_refund: string;
  status: string;
  /** Why it failed, in words for the operator. */
  reason: string | null;
  /** The day of LianLian's books, once the money went back. */
  settle_date: string | null;
  /** Since when a call that makes it is under way; null where none is. */
  called_at: Date | null;
}

/** A visitor's session, as a row. */
export interface SessionRow {
  /** SHA-256 of what the cookie holds, in hex. */
  digest: string;
  customer: string;
  created_at: Date;
}

/** A payout, as a row. `payout-row.ts` turns it into a `Payout` and back. */
export interface PayoutRow {
  no_order: string;
  created_at: Date;
  supplier: string;
  /** The receiver's account as every try names it, as JSON. */
  account: string;
  money_order: string;
  info_order: string;
  memo: string;
  notify_url: string | null;
  status: string;
  applied_at: Date;
  /** Since when a call that pays is under way; null where none is. */
  called_at: Date | null;
  not_found_at: Date | null;
  oid_paybill: string | null;
  review: string | null;
  /** Of a payout under review alone. */
  confirm_code: string | null;
  ret_code: string | null;
  reason: string | null;
  paid_at: Date | null;
  version: number;
}

/** One row, which is locked while a payout is made: two operators make theirs one after the other. */
export interface PayoutLockRow {
  id: number;
}

/** The shop's own tables. The inbox of the notifications is a table beside them, in the same database. */
export interface ShopTables {
  shop_orders: OrderRow;
  shop_refunds: RefundRow;
  shop_sessions: SessionRow;
  shop_payouts: PayoutRow;
  shop_payout_lock: PayoutLockRow;
}

/** Whatever statements run on: the database, or a transaction that is open. */
export type ShopQueries = Kysely<ShopTables>;

/** An open transaction: the shop's own, or the one in which the module handles a notification. */
export type ShopTransaction = Transaction<ShopTables>;
