import type { Sentence, SignatureDiagnosis } from '../diagnosis/signature-diagnosis.js';

/**
 * The sandbox's own HTTP API, for the control panel and for shops in any language.
 *
 * Everything is JSON in UTF-8. Names of LianLian's keep their spelling, moments are ISO 8601 on the sandbox's
 * clock, durations are milliseconds, amounts are decimal text. The body of an error are `ControlErrorBody`.
 *
 * | Request | Body | Response |
 * | --- | --- | --- |
 * | `GET /_sandbox/settings` | | `SettingsView` |
 * | `GET /_sandbox/overview` (`?span=hour`, `day` or `week`) | | `OverviewView` |
 * | `GET /_sandbox/orders` (`?search=&state=&notified=&limit=200&offset=0`) | | `OrderListView`, newest first |
 * | `GET /_sandbox/orders/{ref}` (`?oid_partner=&dt_order=`) | | `OrderDetailView` |
 * | `POST /_sandbox/orders/{ref}/pay` | `PayBody` | `OrderDetailView` |
 * | `POST /_sandbox/orders/{ref}/fail`, `/abandon` | `WhichBody` | `OrderDetailView` |
 * | `POST /_sandbox/orders/{ref}/refund` | `RefundBody` | `OrderDetailView` |
 * | `POST /_sandbox/orders/{ref}/deliveries` | `DeliveryBody` | `DeliveryResultView` |
 * | `POST /_sandbox/refunds/{no_refund}/complete`, `/fail` | `{ oid_partner? }` | `OrderDetailView` |
 * | `GET /_sandbox/payouts` (`?search=&state=&notified=&limit=200&offset=0`) | | `PayoutListView`, newest first |
 * | `GET /_sandbox/payouts/{ref}` (`?oid_partner=`) | | `PayoutDetailView` |
 * | `POST /_sandbox/payouts/{ref}/complete`, `/return` | `{ oid_partner? }` | `PayoutDetailView` |
 * | `POST /_sandbox/payouts/{ref}/fail` | `FailPayoutBody` | `PayoutDetailView` |
 * | `POST /_sandbox/payouts/{ref}/deliveries` | `DeliveryBody` | `PayoutDeliveryResultView` |
 * | `GET /_sandbox/balances` | | `BalanceListView` |
 * | `POST /_sandbox/balances/{oid_partner}` | `{ amt_balance }` | `BalanceListView` |
 * | `GET /_sandbox/reports/{date}` (`?oid_partner=&edition=pipe&differences=`) | | a report as a text file; `{date}` is a day `yyyyMMdd` or a month `yyyyMM`, `differences` is `all` or a list of kinds with commas |
 * | `GET /_sandbox/reports/{date}/summary` (the same) | | a day's summary as a text file |
 * | `GET /_sandbox/reports/{date}/contents` (the same) | | `ReportView` |
 * | `GET /_sandbox/test-cards` | | `TestCardListView` |
 * | `GET /_sandbox/requests` (`?search=&order=&payout=&only=problems&limit=200&offset=0`) | | `RequestListView`, newest first |
 * | `GET /_sandbox/requests/{id}` | | `RequestView` |
 * | `GET /_sandbox/scenarios` | | `ScenarioListView` |
 * | `POST /_sandbox/scenarios` | `ScenarioRule`, or a list of them | 201 `ScenarioListView` |
 * | `DELETE /_sandbox/scenarios`, `/_sandbox/scenarios/{id}` | | `ScenarioListView` |
 * | `GET /_sandbox/clock` | | `ClockView` |
 * | `POST /_sandbox/clock` | `{ advanceMs }` | `ClockView`, when everything that fell due has run |
 * | `DELETE /_sandbox/clock` | | `ClockView`; it shows the time that it would show if it had not been moved |
 * | `POST /_sandbox/reset` | `{}` | `SettingsView`; keys and options stay, and the clock is put back |
 * | `POST /_sandbox/explain` | `ExplainBody` | `ExplainView` |
 * | `POST /_sandbox/attacks` | `AttackBody` | `AttackView`, when everything was tried |
 * | `GET /_sandbox/attacks` | | `LastAttackView` |
 * | `GET /_sandbox/attacks/scorecard.json`, `scorecard.xml` (JUnit) | | the last scorecard, as a download |
 * | `GET /_sandbox/events` | | server-sent events; `data` is a `SandboxEvent` as JSON |
 *
 * `{ref}` is the `no_order` or `oid_paybill` of an order, or of a payout, percent-encoded. A number that is `.` or `..`
 * has `=` before it, as in `orders/=..`: clients take it out of the path otherwise.
 *
 * A POST is `application/json`, with `{}` as its body where there are no fields. Secret values are masked in all that
 * is shown of requests, responses and notifications. Requests of other origins are refused, and so is a `Host` that is
 * not the sandbox's own: no page on the internet can use this API.
 */

/** Where the control API and the panel are. */
export const CONTROL_PATH = '/_sandbox/';

/** The body of an error: 400, 403, 404, 405, 409, 413 or 415. */
export interface ControlErrorBody {
  /** What was wrong, in a sentence. */
  readonly error: string;
  /** The same in both languages, where the panel has it to show. */
  readonly sentence?: Sentence | undefined;
  /** Return code of LianLian's, where the sandbox refuses what LianLian would refuse: `2007`. */
  readonly ret_code?: string | undefined;
  /** Each field that was wrong, with the rule that it broke. */
  readonly violations?: readonly ControlViolation[] | undefined;
}

/** A field that was wrong. */
export interface ControlViolation {
  readonly field: string;
  /** What it must be, in words that follow its name. */
  readonly rule: string;
  /** The same in both languages. */
  readonly sentence: Sentence;
}

/** Where a sandbox is reached, as origins. */
export interface SandboxAddresses {
  /** By programs on this machine. */
  readonly url: string;
  /** By payers' browsers and phones: in QR codes, `gateway_url` and forms. */
  readonly publicUrl: string;
  /** By devices in the local network; none where it listens for this machine alone. */
  readonly network: readonly string[];
  /** By phones: the public address, unless it is of this machine alone, and those in the local network. */
  readonly phones: readonly string[];
}

/** How the sandbox is set up. No private key is in it. */
export interface SettingsView extends SandboxAddresses {
  readonly merchants: readonly MerchantView[];
  /** SPKI PEM: what LianLian's messages are verified with. */
  readonly lianlianPublicKey: string;
  /** The seed of random numbers: the same seed makes the same faults. */
  readonly seed: string;
  readonly smsCode: string;
  /** Whether the sandbox insists on what LianLian's documents ask for. */
  readonly strict: boolean;
  readonly edition: 'new' | 'old';
  readonly refundMs: number;
  readonly payoutMs: number;
  /** How LianLian spells `money_settle` and `currency_settle`. */
  readonly settlementSpelling: 'tables' | 'samples';
  /** Yuan for one unit of each currency. */
  readonly exchangeRates: Readonly<Record<string, string>>;
  readonly notifications: {
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly attempts: number;
  };
  readonly clock: ClockView;
  /** Amounts that set a fault off by themselves; empty if the option switches them off. */
  readonly magicAmounts: readonly MagicAmountView[];
  /** Every fault that a scenario can have. */
  readonly faults: readonly FaultView[];
  /** Every way to deliver a notification. */
  readonly deliveries: readonly { readonly how: DeliveryHow; readonly title: Sentence }[];
  /** Every API that scenarios can name. */
  readonly apis: readonly { readonly id: string; readonly title: string }[];
  /** Every return code that a scenario can answer with. */
  readonly returnCodes: readonly { readonly code: string; readonly ret_msg: string }[];
  /** Where the shop says whether an order is paid, if somebody said so. */
  readonly shopStatus?: { readonly url: string; readonly paid: string } | undefined;
  /** The file that keeps the state, if there is one. */
  readonly stateFile?: string | undefined;
}

/** A merchant of the sandbox. */
export interface MerchantView {
  readonly oid_partner: string;
  /** False where the sandbox was given the public key alone. */
  readonly hasPrivateKey: boolean;
  /** SPKI PEM. */
  readonly publicKey: string;
  readonly smsFlow: boolean;
}

/** The sandbox's clock. */
export interface ClockView {
  readonly now: string;
  /** How far it is ahead of real time. */
  readonly aheadMs: number;
  /** How far it was moved. `DELETE /_sandbox/clock` undoes it. */
  readonly movedMs: number;
}

/** The state of an order. `closed` is an order whose `valid_order` ran out. */
export type OrderState =
  | 'waiting'
  | 'processing'
  | 'paid'
  | 'authorized'
  | 'captured'
  | 'cancelled'
  | 'failed'
  | 'closed'
  | 'partly-refunded'
  | 'refunded';

/** The state of a notification: `late` if no attempt was acknowledged and none follows. */
export type NotifiedState = 'acknowledged' | 'repeating' | 'late';

/** An order in the list. */
export interface OrderView {
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  readonly oid_paybill: string;
  readonly money_order: string;
  /** The currency of `money_order` and of all refunds. Undefined for an order in yuan that names none. */
  readonly currency_order?: string | undefined;
  readonly name_goods: string;
  readonly user_id: string;
  /** Id of the API that placed it. */
  readonly api: string;
  readonly state: OrderState;
  /** As LianLian's queries name it. */
  readonly result_pay: string;
  readonly placedAt: string;
  readonly closesAt: string;
  /** The state of the last notification, if there is one. */
  readonly notified?: NotifiedState | undefined;
}

/**
 * A page of the orders. `search` finds parts of a number, transaction, amount, currency, user or goods, and states by their
 * names; of several words each has to be found.
 */
export interface OrderListView {
  readonly orders: readonly OrderView[];
  /** How many orders were found, on all pages. */
  readonly found: number;
  /** How many there are at all. */
  readonly all: number;
  /** How many orders of each state the search and the filter `notified` find. */
  readonly states: Readonly<Partial<Record<OrderState, number>>>;
  /** How many orders the search and the filter `state` find, by the state of their last notification. */
  readonly notified: Readonly<Partial<Record<NotifiedState, number>>>;
}

/** What became of a payment in a foreign currency. Its names are LianLian's. */
export interface SandboxSettlement {
  /** What the merchant gets, and in which currency: the order's own. */
  readonly currency_settle: string;
  /** With two decimals. */
  readonly money_settle: string;
  /** What the payer paid: yuan. */
  readonly currency_pay: string;
  /** With two decimals. */
  readonly money_pay: string;
  /** Yuan for one unit of the order's currency: `7.1000`. */
  readonly exchange_rate: string;
}

/** An order with everything that happened to it. */
export interface OrderDetailView extends OrderView {
  readonly notify_url: string;
  readonly url_return?: string | undefined;
  readonly pay_type?: string | undefined;
  /** How it was paid. */
  readonly paid_by?: string | undefined;
  readonly bank_code?: string | undefined;
  /** Masked. */
  readonly card_no?: string | undefined;
  readonly settle_date?: string | undefined;
  /** What became of the money of an order in a foreign currency that was paid. */
  readonly settlement?: SandboxSettlement | undefined;
  /** Why it failed. */
  readonly memo?: string | undefined;
  /** How much can still be refunded: `'0.00'` if nothing can. */
  readonly refundable: string;
  /** Path of the page on which the payer pays, if this payment has one. */
  readonly payerPage?: string | undefined;
  /** Which of these actions are possible now. */
  readonly can: {
    readonly pay: boolean;
    readonly fail: boolean;
    readonly abandon: boolean;
    readonly refund: boolean;
    readonly deliver: boolean;
  };
  /** Oldest first. */
  readonly history: readonly HistoryEntryView[];
  readonly refunds: readonly RefundView[];
  /** Oldest first. */
  readonly notifications: readonly NotificationView[];
  /** Ids of the requests that named it, oldest first. */
  readonly requests: readonly string[];
}

/** What can happen to an order. */
export type HistoryWhat =
  | 'placed'
  | 'placed-again'
  | 'cashier-opened'
  | 'sms-sent'
  | 'processing'
  | 'paid'
  | 'authorized'
  | 'failed'
  | 'abandoned'
  | 'captured'
  | 'cancelled'
  | 'refund-applied'
  | 'refunded'
  | 'refund-failed';

/** What can happen to a payout. */
export type PayoutWhat =
  | 'applied'
  | 'applied-again'
  | 'needs-confirmation'
  | 'wrong-code'
  | 'confirmed'
  | 'processing'
  | 'paid'
  | 'failed'
  | 'refused'
  | 'returned'
  | 'closed';

export interface HistoryEntryView {
  readonly at: string;
  readonly what: HistoryWhat;
  /** An amount, a number or a reason. */
  readonly detail?: string | undefined;
  /** The refund that it is about, if it is about one. */
  readonly no_refund?: string | undefined;
}

export interface RefundView {
  readonly no_refund: string;
  readonly dt_refund: string;
  readonly oid_refundno: string;
  readonly money_refund: string;
  /** `0` initialized, `1` processing, `2` succeeded, `3` failed. */
  readonly sta_refund: string;
  readonly settle_date?: string | undefined;
}

/** Every kind of notification. */
export const notificationKinds = ['payment', 'refund', 'payout'] as const;

/** What a notification is about. */
export type NotificationKind = (typeof notificationKinds)[number];

/** A notification and its deliveries. */
export interface NotificationView {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly url: string;
  /** Of every attempt: `text/json;charset=utf-8`. */
  readonly contentType: string;
  /** The JSON text that was signed, with secret values masked. */
  readonly body: string;
  /** Whether the shop acknowledged a copy that LianLian signed for it. */
  readonly acknowledged: boolean;
  /** When the next attempt is due, if one is. */
  readonly nextAt?: string | undefined;
  /** When the copies are due that were asked to come late. */
  readonly lateAt: readonly string[];
  /** Oldest first. */
  readonly attempts: readonly AttemptView[];
}

/** One attempt to deliver a notification. */
export interface AttemptView {
  /** 1 for the first of its notification. */
  readonly attempt: number;
  /** 1 for the first of all notifications of its order or payout, in the order in which they started. */
  readonly sequence: number;
  /** How many steps of its order or payout had been made when it started. */
  readonly steps: number;
  readonly at: string;
  readonly url: string;
  /** What was sent, with secret values masked. */
  readonly body: string;
  /** How the copy differs from a plain delivery; undefined for a plain one. */
  readonly how?: DeliveryHow | undefined;
  /** HTTP status of the shop's response. */
  readonly status?: number | undefined;
  /** Body of the shop's response, with secret values masked. */
  readonly response?: string | undefined;
  readonly acknowledged: boolean;
  /** Why there is no response. */
  readonly error?: string | undefined;
  /** Why the response acknowledges nothing, or why there is none, and what to look at. */
  readonly explanation?: Sentence | undefined;
  /** What the documents want of a response that acknowledges in other words. */
  readonly warning?: Sentence | undefined;
  /** In real time. */
  readonly tookMs: number;
}

/**
 * How a notification is delivered.
 *
 * - `again`: the very same bytes once more
 * - `twice`: two copies at once
 * - `late`: after `delayMs` of the sandbox's clock (ten minutes)
 * - `out-of-order`: every notification of the order, newest first
 * - `tampered`: the amount raised by 0.01 after it was signed
 * - `unsigned`: without `sign`
 * - `foreign-key`: signed with a key that is not LianLian's
 * - `wrong-amount`: validly signed, with another amount
 * - `wrong-currency`: validly signed, with another currency; only a payment's notification
 * - `wrong-merchant`: validly signed, for another merchant
 * - `dropped`: lost on the way; the repeats go on
 */
export type DeliveryHow =
  | 'again'
  | 'twice'
  | 'late'
  | 'out-of-order'
  | 'tampered'
  | 'unsigned'
  | 'foreign-key'
  | 'wrong-amount'
  | 'wrong-currency'
  | 'wrong-merchant'
  | 'dropped';

/** How far back an overview looks, on the sandbox's clock. */
export const overviewSpans = ['hour', 'day', 'week'] as const;
export type OverviewSpan = (typeof overviewSpans)[number];

/**
 * How an attempt to deliver ended: `rejected` is a false copy that the shop refused, `wrongly-accepted` one that it
 * acknowledged, `refused` a genuine one that it did not acknowledge, and `dropped` one that never arrived.
 */
export const deliveryOutcomes = [
  'acknowledged',
  'rejected',
  'refused',
  'no-response',
  'wrongly-accepted',
  'dropped',
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** How all is going. */
export interface OverviewView {
  readonly span: OverviewSpan;
  readonly orders: number;
  readonly states: Readonly<Partial<Record<OrderState, number>>>;
  /** 30 parts of the span, oldest first; the last one ends now. */
  readonly deliveries: readonly {
    readonly from: string;
    readonly outcomes: Readonly<Partial<Record<DeliveryOutcome, number>>>;
  }[];
  /** How long the shop took for its responses in that span, in real time. */
  readonly latency: {
    readonly count: number;
    /** Undefined where there was no response. */
    readonly medianMs?: number | undefined;
    /** One in twenty took longer. */
    readonly p95Ms?: number | undefined;
    readonly slowestMs?: number | undefined;
    /** How many took up to this time, and longer than the one before; the last one has all that took longer still. */
    readonly counts: readonly { readonly upToMs?: number | undefined; readonly count: number }[];
  };
  /** Attempts that are due. */
  readonly ahead: {
    readonly count: number;
    /** The first ten. */
    readonly next: readonly {
      readonly at: string;
      readonly kind: NotificationKind;
      readonly no_order: string;
      readonly oid_partner: string;
      readonly oid_paybill: string;
      /** Which of LianLian's own attempts it is; undefined for a copy that was asked to come late. */
      readonly attempt?: number | undefined;
    }[];
  };
}

/** The ways that make a copy which LianLian did not sign for this shop, so that no shop may accept it. */
export const falseDeliveries: ReadonlySet<DeliveryHow | undefined> = new Set<DeliveryHow>([
  'tampered',
  'unsigned',
  'foreign-key',
  'wrong-amount',
  'wrong-currency',
  'wrong-merchant',
]);

/** Which one, where several orders have the same number. */
export interface WhichBody {
  readonly oid_partner?: string | undefined;
  readonly dt_order?: string | undefined;
}

export interface PayBody extends WhichBody {
  /** The `pay_type` that the notification tells. */
  readonly pay_type?: string | undefined;
  readonly bank_code?: string | undefined;
}

export interface RefundBody extends WhichBody {
  /** Decimal text with two decimals, in the order's currency. By default everything that can still be refunded. */
  readonly amount?: string | undefined;
}

export interface DeliveryBody extends WhichBody {
  readonly how: DeliveryHow;
  /** For `late`. */
  readonly delayMs?: number | undefined;
  /** Which notification; by default the last one. */
  readonly notification?: string | undefined;
}

export interface DeliveryResultView {
  /** The attempts so far: none for `late`. */
  readonly attempts: readonly AttemptView[];
  /** When a late copy is due. */
  readonly dueAt?: string | undefined;
  readonly order: OrderDetailView;
}

/** The state of a payout. `open` is under way; `closed` was under review and not confirmed within 24 hours. */
export type PayoutViewState = 'needs-confirmation' | 'open' | 'paid' | 'failed' | 'returned' | 'closed';

/** A payout in the list. */
export interface PayoutView {
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  /** None while it is under review, and none if it was refused or closed. */
  readonly oid_paybill?: string | undefined;
  readonly money_order: string;
  /** `0` a person's card, `1` a business's account. */
  readonly flag_card: string;
  /** Masked. */
  readonly card_no: string;
  readonly memo?: string | undefined;
  readonly state: PayoutViewState;
  /** As `payouts.query` names it. */
  readonly result_pay: string;
  readonly appliedAt: string;
  /** The state of the last notification, if there is one. */
  readonly notified?: NotifiedState | undefined;
}

/** A page of the payouts. `search` finds parts of a number, amount, card or memo, and states by their names. */
export interface PayoutListView {
  readonly payouts: readonly PayoutView[];
  /** How many payouts were found, on all pages. */
  readonly found: number;
  /** How many there are at all. */
  readonly all: number;
  readonly states: Readonly<Partial<Record<PayoutViewState, number>>>;
  readonly notified: Readonly<Partial<Record<NotifiedState, number>>>;
}

/** Why a payout is under review: a repetition, a name that is not the card's, or both. */
export type ReviewCode = '4002' | '4003' | '4004';

/** Codes of a payout that failed before a bank heard of it: the same number may be sent again, unchanged. */
export type PayoutRefusalCode = '4103' | '4104' | '9104';

/** A payout with everything that happened to it. */
export interface PayoutDetailView extends PayoutView {
  readonly notify_url: string;
  readonly bank_code?: string | undefined;
  readonly info_order?: string | undefined;
  readonly settle_date?: string | undefined;
  /** Why it failed. */
  readonly reason?: string | undefined;
  /** The code of one that failed before a bank heard of it. */
  readonly refusedWith?: PayoutRefusalCode | undefined;
  /** Why it needed a confirmation, and the code that confirms it. */
  readonly review?:
    | {
        readonly ret_code: ReviewCode;
        readonly confirm_code: string;
        readonly wrongCodes: number;
        readonly closesAt: string;
      }
    | undefined;
  /** Until when a scenario keeps it out of the query's records. */
  readonly hiddenUntil?: string | undefined;
  /** Which of these actions are possible now. */
  readonly can: {
    readonly complete: boolean;
    readonly fail: boolean;
    readonly returnMoney: boolean;
    readonly deliver: boolean;
  };
  /** Oldest first. */
  readonly history: readonly {
    readonly at: string;
    readonly what: PayoutWhat;
    /** An amount, a code, a number or a reason. */
    readonly detail?: string | undefined;
  }[];
  /** Oldest first. */
  readonly notifications: readonly NotificationView[];
  /** Ids of the requests that named it, oldest first. */
  readonly requests: readonly string[];
}

/** Which one, where several merchants have a payout of the same number. */
export interface WhichPayoutBody {
  readonly oid_partner?: string | undefined;
}

export interface FailPayoutBody extends WhichPayoutBody {
  /** The notification's `info_order`: at most 255 characters. */
  readonly reason?: string | undefined;
}

export interface PayoutDeliveryResultView {
  /** The attempts so far: none for `late`. */
  readonly attempts: readonly AttemptView[];
  /** When a late copy is due. */
  readonly dueAt?: string | undefined;
  readonly payout: PayoutDetailView;
}

/** What each merchant has, as decimal text with two decimals. */
export interface BalanceListView {
  readonly balances: readonly {
    readonly oid_partner: string;
    /** Payouts are taken from it. */
    readonly amt_balance: string;
    /** What payers have paid in yuan, without what was refunded. The sandbox never settles it. */
    readonly amt_unsettle: string;
  }[];
}

export interface BalanceBody {
  readonly amt_balance: string;
}

/** What a report has of one day, in one currency. Amounts are decimal text with two decimals. */
export interface SandboxReportDay {
  /** `yyyyMMdd` */
  readonly settle_date: string;
  readonly currency_order: string;
  readonly payments: number;
  readonly paymentAmount: string;
  readonly refunds: number;
  /** Negative, or `0.00`. */
  readonly refundAmount: string;
  /** Only in the edition `comma`. */
  readonly payouts: number;
  readonly payoutAmount: string;
}

/** A kind of difference that can be planted into a report, by its name. */
export type SandboxReportDifferenceKind =
  | 'unknown-payment'
  | 'missing-payment'
  | 'payment-amount'
  | 'payment-currency'
  | 'payment-twice'
  | 'payment-transaction'
  | 'payment-not-made'
  | 'unknown-refund'
  | 'missing-refund'
  | 'refund-amount'
  | 'refund-currency'
  | 'refund-twice'
  | 'refund-of-other-order'
  | 'refund-not-made'
  | 'unclear-row'
  | 'wrong-summary'
  | 'unreadable-line';

/** How a planted difference is found: a type of `reports.reconcile`, or by reading alone. */
export type SandboxReportFinding =
  | 'missing-in-app'
  | 'missing-in-report'
  | 'amount-different'
  | 'duplicate-in-report'
  | 'transaction-different'
  | 'status-different'
  | 'unclear'
  | 'summary'
  | 'unreadable';

/** A difference that was planted. */
export interface PlantedDifference {
  readonly kind: SandboxReportDifferenceKind;
  /**
   * What it is found as: the `type` of a difference of `reports.reconcile`; `summary` where the summary does not fit the rows;
   * `unreadable` where a line cannot be read.
   */
  readonly found: SandboxReportFinding;
  /** The number by which both sides are matched: `no_order` of a payment, `no_refund` of a refund. Empty for the summary. */
  readonly number: string;
  /** Where it stands in the file, counted from 1; undefined for what is missing there, and for the summary. */
  readonly line?: number | undefined;
}

/** A difference that was asked for, and that the rows do not allow. */
export interface UnplantedDifference {
  readonly kind: SandboxReportDifferenceKind;
  readonly why: Sentence;
}

/** What a report has, and what was planted in it. */
export interface ReportView {
  readonly kind: 'daily' | 'monthly';
  readonly oid_partner: string;
  /** `yyyyMMdd`, of a month `yyyyMM`. */
  readonly date: string;
  readonly fileName: string;
  readonly text: string;
  /** By day and currency, of the rows that were written. */
  readonly days: readonly SandboxReportDay[];
  readonly planted: readonly PlantedDifference[];
  /** What was asked for, and why it cannot be planted. */
  readonly notPlanted: readonly UnplantedDifference[];
  /** Every kind that can be asked for, what it is in a sentence, and what it is found as. */
  readonly kinds: readonly {
    readonly kind: SandboxReportDifferenceKind;
    readonly title: Sentence;
    readonly found: SandboxReportFinding;
  }[];
}

/**
 * What a test card does when somebody pays with it.
 *
 * - `pays`: it pays, like every other number
 * - `refused-at-once`: when a payment or a binding is applied for, before an SMS code is sent
 * - `refused-after-code`: when the money is taken, after the SMS code; it can be bound
 * - `processing`: the bank decides later: `sandbox.pay` or `sandbox.fail` does
 * - `no-authorization`: it pays, and is refused where an authorization (`pay_type` F) is asked for
 */
export type TestCardDoes =
  'pays' | 'refused-at-once' | 'refused-after-code' | 'processing' | 'no-authorization';

/** A made-up card number, and what it does. */
export interface TestCard {
  /** Its name in `TEST_CARDS`. */
  readonly name: string;
  /**
   * 19 digits. It passes Luhn's check. Its first six tell the bank and the type, and its last four the return code of one that
   * is refused.
   */
  readonly card_no: string;
  readonly does: TestCardDoes;
  /** LianLian's return code; undefined for a card that pays. */
  readonly ret_code?: string | undefined;
  readonly what: Sentence;
}

/** A test card, with the bank and the type that its number tells. Nobody owns it. */
export interface TestCardView extends TestCard {
  readonly bank_code: string;
  readonly bank_name: string;
  /** `2` debit, `3` credit. */
  readonly card_type: '2' | '3';
  /** LianLian's text of the code. */
  readonly ret_msg?: string | undefined;
}

/** Every test card, and what goes with them. */
export interface TestCardListView {
  readonly cards: readonly TestCardView[];
  readonly holder: Readonly<
    Record<'acct_name' | 'id_type' | 'id_no' | 'bind_mob' | 'vali_date' | 'cvv2', string>
  >;
  /** Whom payouts can go to. */
  readonly receiver: Readonly<Record<'card_no' | 'acct_name', string>>;
  readonly smsCode: string;
}

/** One request to an API, with secret values masked. */
export interface RequestView {
  readonly id: string;
  readonly at: string;
  /** The API's id in the catalogue: `aggregate.direct`. */
  readonly api: string;
  readonly no_order?: string | undefined;
  readonly oid_partner?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
  /** The exact text that the signature was checked against, with secret values masked. */
  readonly source: string;
  readonly verified: boolean;
  /** Why the signature is wrong, if it is. */
  readonly diagnosis?: SignatureDiagnosis | undefined;
  /** The fault that struck, if one did. */
  readonly fault?: string | undefined;
  /** What LianLian takes, and its documents do not. */
  readonly warnings?: readonly Sentence[] | undefined;
  /** Why it is refused, where the sandbox knows more than the code tells. */
  readonly explanation?: Sentence | undefined;
  /** Empty if the response had no code. */
  readonly ret_code: string;
  readonly ret_msg: string;
  /** The response's fields, masked. */
  readonly response: Readonly<Record<string, string>>;
}

/**
 * A page of the requests that the sandbox keeps. `search` finds parts of a number, an API's id or a response's code,
 * `order` the requests that name an order, `payout` those that name a payout, and `only=problems` those that were not verified or not accepted.
 */
export interface RequestListView {
  readonly requests: readonly RequestView[];
  /** How many requests were found, on all pages. */
  readonly found: number;
  /** How many the sandbox keeps. */
  readonly all: number;
}

/** A pasted message. */
export interface ExplainBody {
  /** A return code, or JSON, an urlencoded form, a URL with a query, a curl command, a whole HTTP request or response. */
  readonly text: string;
  /** Whose message it is. By default the sandbox guesses from the fields. */
  readonly from?: 'shop' | 'lianlian' | undefined;
  /** Replaces the message's own, if that is wrong. */
  readonly oid_partner?: string | undefined;
}

export interface ExplainView {
  readonly from?: 'shop' | 'lianlian' | undefined;
  /** None of a return code, nor of a refusal that has no signature. */
  readonly diagnosis?: SignatureDiagnosis | undefined;
  /** What the return code means, and what to do: a sentence a line. */
  readonly code?: readonly Sentence[] | undefined;
  /** The fields that were read, masked. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Which requests or notifications a fault strikes: those that meet every condition given here. */
export interface ScenarioRule {
  /** See `SettingsView.faults`. */
  readonly fault: string;
  /** Id of an API. */
  readonly api?: string | undefined;
  /** `money_order` or `money_refund`: `'49.95'`. */
  readonly amount?: string | undefined;
  readonly no_order?: string | undefined;
  /** Which notifications. Only for faults of notifications. */
  readonly kind?: NotificationKind | undefined;
  /** From 0 to 1. The seed decides which ones are struck. */
  readonly probability?: number | undefined;
  /** How often it strikes at most. */
  readonly times?: number | undefined;
  /** Whether the fault strikes before or after LianLian's work: with a time-out `after`, the payment was taken. */
  readonly when?: 'before' | 'after' | undefined;
  /** For `ret-code`, `payout-review` and `payout-refused`: the code. */
  readonly ret_code?: string | undefined;
  /** For `slow` (real time); for `delayed`, `payout-returned` and `payout-late-record` (the sandbox's clock). */
  readonly ms?: number | undefined;
}

export interface ScenarioView extends ScenarioRule {
  readonly id: string;
  /** How often it struck. */
  readonly struck: number;
}

export interface ScenarioListView {
  readonly scenarios: readonly ScenarioView[];
}

/** A kind of fault. */
export interface FaultView {
  readonly fault: string;
  /** What it strikes. */
  readonly of: 'response' | 'notification' | 'payout';
  readonly title: Sentence;
  /** Which of `when`, `ret_code`, `ms` it reads. */
  readonly reads: readonly ('when' | 'ret_code' | 'ms')[];
  /** The only notifications that it strikes; undefined where it strikes any. */
  readonly kinds?: readonly NotificationKind[] | undefined;
  /** The only return codes that it can have, the default first; undefined where it can have any. */
  readonly codes?: readonly string[] | undefined;
}

export interface MagicAmountView {
  /** `44444.01`; `4444CCCC.44` stands for every return code of four digits. */
  readonly amount: string;
  readonly fault: string;
  readonly title: Sentence;
}

/** Which shop is attacked, and with which order. The order is paid afterwards. */
export interface AttackBody extends WhichBody {
  /** An order of the shop's that waits for its payment; by default the newest one. */
  readonly no_order?: string | undefined;
  /** By default the order's own. */
  readonly notify_url?: string | undefined;
  /**
   * Where the shop says whether an order is paid; `{no_order}` in it is the order's number. Needs `paid`. By default the
   * sandbox's option `shopStatus`; where both are empty texts, no page is asked.
   */
  readonly status_url?: string | undefined;
  /** A regular expression that this page matches only where the order is paid. Its group `times` is how often it was shipped. */
  readonly paid?: string | undefined;
  /** False for a shop that pays nothing out. */
  readonly payouts?: boolean | undefined;
}

/** Every attack. */
export type AttackId =
  | 'unsigned'
  | 'forged'
  | 'digest-only'
  | 'altered'
  | 'doubled-names'
  | 'other-merchant'
  | 'wrong-amount'
  | 'wrong-currency'
  | 'unknown-order'
  | 'not-paid'
  | 'authorization'
  | 'payout'
  | 'huge'
  | 'slow'
  | 'out-of-order'
  | 'twice-at-once'
  | 'replayed'
  | 'paid-twice'
  | 'late';

/** `unclear` where it cannot be seen from outside whether the shop stood it: somebody has to look. */
export type AttackVerdict = 'held' | 'fell' | 'unclear';

/** What became of one attack. */
export interface AttackRowView {
  readonly id: AttackId;
  /** What was sent. */
  readonly title: Sentence;
  readonly verdict: AttackVerdict;
  /** What the shop did. */
  readonly said: Sentence;
  /** What to do; undefined where the shop stood it. */
  readonly advice?: Sentence | undefined;
  /**
   * Of a genuine message: why what the shop answered acknowledges nothing, or what the documents want in its place. A shop
   * may stand the attack all the same.
   */
  readonly remark?: Sentence | undefined;
  /** Oldest first. */
  readonly answers: readonly {
    readonly status?: number | undefined;
    /** The first 400 characters, with secret values masked. */
    readonly response?: string | undefined;
    readonly acknowledged: boolean;
    /** Why it acknowledges nothing. */
    readonly explanation?: Sentence | undefined;
    /** What the documents want of one that acknowledges in other words. */
    readonly warning?: Sentence | undefined;
    readonly error?: string | undefined;
    /** In real time. */
    readonly tookMs: number;
  }[];
}

/** A scorecard. */
export interface AttackView {
  readonly no_order: string;
  readonly oid_partner: string;
  readonly url: string;
  readonly startedAt: string;
  readonly isOver: boolean;
  /** Whether the shop tells how often it shipped. Where it does not, nobody sees that it shipped twice. */
  readonly seesShipments: boolean;
  readonly held: number;
  readonly fell: number;
  readonly unclear: number;
  /** In the order in which they were tried. */
  readonly rows: readonly AttackRowView[];
}

export interface LastAttackView {
  /** The one that is under way, or the last one; undefined where there was none. */
  readonly attack?: AttackView | undefined;
}

/** A change, as `GET /_sandbox/events` and the option `onEvent` tell it. */
export type SandboxEvent =
  | {
      readonly type: 'request';
      readonly at: string;
      readonly id: string;
      readonly api: string;
      readonly no_order?: string | undefined;
      readonly verified: boolean;
      readonly ret_code: string;
      readonly ret_msg: string;
      readonly fault?: string | undefined;
      readonly warnings?: readonly Sentence[] | undefined;
      readonly explanation?: Sentence | undefined;
    }
  | {
      readonly type: 'order';
      readonly at: string;
      readonly oid_partner: string;
      readonly no_order: string;
      readonly oid_paybill: string;
      readonly what: HistoryWhat;
      readonly detail?: string | undefined;
    }
  | {
      readonly type: 'payout';
      readonly at: string;
      readonly oid_partner: string;
      readonly no_order: string;
      /** None before LianLian has taken it. */
      readonly oid_paybill?: string | undefined;
      readonly what: PayoutWhat;
      readonly detail?: string | undefined;
    }
  | {
      readonly type: 'balance';
      readonly at: string;
      readonly oid_partner: string;
      /** With two decimals. */
      readonly amt_balance: string;
    }
  | {
      readonly type: 'delivery';
      readonly at: string;
      readonly oid_partner: string;
      readonly no_order: string;
      readonly oid_paybill: string;
      readonly notification: string;
      readonly kind: NotificationKind;
      readonly attempt: number;
      readonly url: string;
      readonly how?: DeliveryHow | undefined;
      readonly status?: number | undefined;
      readonly acknowledged: boolean;
      readonly error?: string | undefined;
      readonly explanation?: Sentence | undefined;
      readonly warning?: Sentence | undefined;
      readonly nextAt?: string | undefined;
    }
  | {
      /** A request to a path that LianLian's documents do not have. */
      readonly type: 'unknown-path';
      readonly at: string;
      readonly method: string;
      readonly path: string;
      /** What the 404 says. */
      readonly explanation: Sentence;
    }
  | {
      /** A connection on which no HTTP request came: HTTPS sent to plain HTTP, or the other way round. */
      readonly type: 'unreadable-connection';
      readonly at: string;
      readonly explanation: Sentence;
    }
  | {
      readonly type: 'attack';
      readonly at: string;
      readonly no_order: string;
      readonly isOver: boolean;
    }
  | { readonly type: 'clock'; readonly at: string }
  | { readonly type: 'scenarios'; readonly at: string }
  | { readonly type: 'reset'; readonly at: string };
