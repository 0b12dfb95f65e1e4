import type { Text } from '../language/text.js';
import { mayStillEnd } from './call-time.js';

/** LianLian has several families of payment APIs, and each has a query of its own. `exchange` is that of other currencies. */
export type PaymentFamily = 'aggregate' | 'easypay' | 'exchange';

/** The families in which the shop itself takes cards. LianLian binds every card that pays in one of them. */
export const CARD_FAMILIES: readonly PaymentFamily[] = ['easypay', 'exchange'];

/** Whose QR code it is. */
export type Wallet = 'wechat' | 'alipay';

/** Where an amount stands that is held on a card. The ones in `-ing` were asked for, and the result is not known yet. */
export type HoldStatus = 'authorized' | 'capturing' | 'captured' | 'cancelling' | 'cancelled';

/** An amount on a card: `amount` is what is held, is being captured, or was captured. */
export interface Hold {
  readonly status: HoldStatus;
  readonly oid_paybill: string;
  readonly amount: string;
  readonly at: string;
  /** Whether the call that takes the step in `-ing` has not ended yet. */
  readonly isCalled?: boolean | undefined;
  /** Every amount that the shop ever asked LianLian to capture. What was captured is one of them, no matter who says so. */
  readonly asked?: readonly string[] | undefined;
}

/** What the payer paid for an order in another currency. */
export interface Exchanged {
  /** Decimal text. */
  readonly money_pay: string;
  /** Yuan in all that LianLian documents. */
  readonly currency_pay: string;
  /** As LianLian writes it. */
  readonly exchange_rate?: string | undefined;
}

/** Where the payment of an order stands, as far as the shop knows. It is kept as JSON: times are ISO 8601. */
export type Payment =
  /** Nobody has tried, or LianLian says that nothing was paid. */
  | { readonly status: 'unpaid' }
  /** The payer was sent to a page of LianLian's. */
  | { readonly status: 'at-lianlian' }
  /** A QR code waits for the payer's phone. */
  | { readonly status: 'awaiting-scan'; readonly wallet: Wallet; readonly link: string }
  /** The payer got an SMS code. The token belongs to it, and is secret. */
  | { readonly status: 'awaiting-code'; readonly token: string }
  /** A call that may pay is under way since then. Until it ends nobody begins another one. */
  | { readonly status: 'calling'; readonly since: string }
  /** The bank has not decided, as LianLian said then: payments of older versions have no time. */
  | { readonly status: 'processing'; readonly since?: string | undefined }
  /** LianLian's page or response says paid, and the notification has not come yet. */
  | { readonly status: 'confirmed' }
  /** A call that began then ended without a readable response: the money may have moved, or not. Only a query can show it. */
  | { readonly status: 'unknown'; readonly since?: string | undefined }
  /** Nothing was paid, for this reason: orders of older versions have one text for all languages. */
  | { readonly status: 'failed'; readonly reason: Text | string }
  /** LianLian notified us, or answered our query. The end. */
  | {
      readonly status: 'paid';
      readonly oid_paybill: string;
      readonly paidAt: string;
      /** The day of LianLian's books, `yyyyMMdd`. */
      readonly settle_date: string;
      /** The card that paid, as `cardIdOf` calls it, where LianLian's signed message named one. */
      readonly card?: string | undefined;
      /** How it was paid, as LianLian calls it: `pay_type`. */
      readonly pay_type?: string | undefined;
      /** Of an order in another currency, where LianLian told it. */
      readonly exchanged?: Exchanged | undefined;
    }
  /** A deposit that LianLian notified us of, and what the operator did with it. */
  | Hold;

/** What can be known of a payment before LianLian's notification or its response to a query. */
export type OpenPayment = Exclude<Payment, { status: 'paid' | HoldStatus }>;

/** What can follow from a call that may pay. That an order is paid follows from a notification or a query only. */
export type AttemptResult = Exclude<OpenPayment, { status: 'calling' }>;

type SettledPayment = Exclude<Payment, OpenPayment>;

/** With these the payer's part is done: nothing but the operator changes such a payment. */
export const SETTLED: readonly SettledPayment['status'][] = [
  'paid',
  'authorized',
  'capturing',
  'captured',
  'cancelling',
  'cancelled',
];

export function isSettled(payment: Payment): payment is SettledPayment {
  return SETTLED.some((status) => status === payment.status);
}

const UNDER_WAY: readonly Payment['status'][] = ['calling', 'processing', 'confirmed', 'unknown'];

/** Whether another attempt could make the payer pay twice. */
export function isUnderWay({ status }: Payment): boolean {
  return UNDER_WAY.includes(status);
}

/** What is not decided, as it stands since then. */
export function openSince(payment: OpenPayment, since: string): OpenPayment {
  return payment.status === 'unknown' || payment.status === 'processing' ? { ...payment, since } : payment;
}

/** Whether LianLian may not have taken yet what was sent: that it has no such order says nothing so soon. */
export function mayStillArrive(payment: Payment): boolean {
  return 'since' in payment && payment.since !== undefined && mayStillEnd(new Date(payment.since));
}

/** Whether a call that may pay has not ended, in this process or another one: what a query says is too early. */
export function isBeingPaid(payment: Payment): boolean {
  return payment.status === 'calling' && mayStillEnd(new Date(payment.since));
}
