import type { KeyObject } from 'node:crypto';
import type { SandboxClock } from './common/clock.js';
import type { AttackBody, AttackView, DeliveryHow, ScenarioRule, ScenarioView } from './contract.js';
import { paidState } from './attacks/shop-under-attack.js';
import {
  amount,
  callable,
  clockMs,
  flag,
  type InputRules,
  assertInput,
  oneOf,
  text,
  timerMs,
} from './common/input-rules.js';
import { deliveryHows } from './control/views.js';
import { type DeliveredOptions, type ExpectedSandboxPayout, Expectations } from './expectations.js';
import { partnerOf, type SandboxMerchantOptions } from './common/merchants.js';
import {
  moduleOptionsOf,
  type SeveralMerchantsModuleOptions,
  type SingleMerchantModuleOptions,
} from './setup/module-options.js';
import { type OpenSandbox, openSandbox } from './open-sandbox.js';
import { attemptsOf, type DeliveryAttempt } from './notifications/notification.js';
import { findOrder, type WhichOrder } from './orders/find-order.js';
import { findRefund } from './orders/find-refund.js';
import { type LedgerEntry, snapshotOf } from './orders/ledger.js';
import { type SandboxCard, sandboxCardOf } from './orders/sandbox-card.js';
import type { Refund, Transaction } from './orders/transaction.js';
import { makeReport } from './reports/make-report.js';
import type { SandboxReport, SandboxReportOptions } from './reports/sandbox-report.js';
import { SandboxPayouts } from './sandbox-payouts.js';
import type { SandboxRequest } from './gateway/request-log.js';
import type { Scenarios } from './scenarios/scenarios.js';
import type { SandboxStartOptions } from './settings.js';

const WHICH: InputRules = { oid_partner: text, dt_order: text };
const PAY: InputRules = { pay_type: text, bank_code: text, requireAck: flag };
const DELIVER: InputRules = { how: oneOf(...deliveryHows), delayMs: clockMs };
const DELIVERED: InputRules = { timeoutMs: timerMs };
const ATTACK: InputRules = {
  ...WHICH,
  notify_url: text,
  status_url: text,
  paid: text,
  payouts: flag,
  shipped: callable,
};

/** How an order is paid in `sandbox.pay`. */
export interface PayOptions extends WhichOrder {
  /** The `pay_type` that the notification tells. By default what fits the order. */
  readonly pay_type?: string | undefined;
  /** The bank's short code. */
  readonly bank_code?: string | undefined;
  /** Rejects unless the shop acknowledges the first delivery. False by default. */
  readonly requireAck?: boolean | undefined;
}

/** How a notification is delivered in `sandbox.deliver`. */
export interface DeliverOptions extends WhichOrder {
  /** `again` by default: the very same bytes once more. */
  readonly how?: Exclude<DeliveryHow, 'late'> | undefined;
}

/** A copy that comes late. */
export interface LateDeliverOptions extends WhichOrder {
  readonly how: 'late';
  /** Milliseconds of the sandbox's clock. Ten minutes by default. */
  readonly delayMs?: number | undefined;
}

/** How a shop is attacked in `sandbox.attack`. */
export interface AttackOptions extends Omit<AttackBody, 'no_order'> {
  /**
   * How often the shop has shipped the order, as its own data say. Without it, and without `status_url`, what a shop made
   * of a message that it may acknowledge is `unclear`.
   */
  readonly shipped?: (() => number | Promise<number>) | undefined;
}

/**
 * A LianLian of one's own on localhost.
 *
 * It verifies what the shop sends with the shop's public key, checks every field against LianLian's documents,
 * keeps the orders, shows the cashier and the page behind each QR code, and notifies the shop with signed
 * messages until they are acknowledged.
 *
 * @example
 * const sandbox = await LianlianSandbox.start();
 * LianlianModule.forRoot({ ...sandbox.options, notifyUrl: 'http://localhost:3000/payments/notify' });
 * await sandbox.pay('order-1'); // as if the payer had paid: the shop has been notified
 * await sandbox.stop();
 */
export class LianlianSandbox<Options = SingleMerchantModuleOptions> {
  /** Its payouts: `complete`, `fail`, `returnMoney`, `deliver`, `deliveries`, `get`, `all`. */
  readonly payouts: SandboxPayouts;
  private readonly expectations: Expectations;

  private constructor(private readonly running: OpenSandbox) {
    this.expectations = new Expectations(running);
    this.payouts = new SandboxPayouts(running);
  }

  /**
   * Starts a sandbox: makes the keys that it was not given and opens its port.
   *
   * @throws Error for a key that cannot be read, a merchant number that is not 18 digits, a port in use
   */
  static start(
    options?: SandboxStartOptions & { readonly merchants?: readonly [SandboxMerchantOptions] | undefined },
  ): Promise<LianlianSandbox>;
  static start(
    options: SandboxStartOptions & {
      readonly merchants: readonly [
        SandboxMerchantOptions,
        SandboxMerchantOptions,
        ...SandboxMerchantOptions[],
      ];
    },
  ): Promise<LianlianSandbox<SeveralMerchantsModuleOptions>>;
  static start(
    options: SandboxStartOptions,
  ): Promise<LianlianSandbox<SingleMerchantModuleOptions | SeveralMerchantsModuleOptions>>;
  static async start(options: SandboxStartOptions = {}): Promise<LianlianSandbox<unknown>> {
    return new LianlianSandbox<unknown>(await openSandbox(options));
  }

  /** The sandbox's clock. `advance` it to see repeats, expired tokens and closed orders at once. */
  get clock(): SandboxClock {
    return this.running.services.clock;
  }

  /** The faults that are set up: `add`, `remove`, `clear`, `all`. */
  get scenarios(): Scenarios {
    return this.running.scenarios;
  }

  /** Its origin: `http://127.0.0.1:4000`, with TLS `https://localhost:4000`. */
  get url(): string {
    return this.running.url;
  }

  /** Where payers' browsers and phones reach it, as the option `publicUrl` says; else `url`. */
  get publicUrl(): string {
    return this.running.publicUrl;
  }

  /** Where devices in the local network reach it; empty where it listens for this machine alone. */
  get networkUrls(): readonly string[] {
    return this.running.network;
  }

  /**
   * What a shop's `LianlianModule.forRoot` needs to talk to this sandbox: `oidPartner`, `privateKey`,
   * `lianlianPublicKey` and `gateway`; with several merchants `merchants` and `gateway`. Where payers reach the sandbox at
   * another address, `endpoints`, too: forms lead there.
   *
   * @throws Error if the sandbox was given only a merchant's public key
   */
  get options(): Options {
    const { merchants, lianlianKey } = this.running;
    return moduleOptionsOf(merchants, lianlianKey.publicKey, this.running) as Options;
  }

  /** The certificate that clients have to trust, in PEM; undefined where the sandbox speaks plain HTTP. */
  get certificate(): string | undefined {
    return this.running.tls?.cert;
  }

  /** What LianLian signs with, for tests that sign messages of their own. */
  get lianlianPrivateKey(): KeyObject {
    return this.running.lianlianKey.privateKey;
  }

  /** What LianLian's messages are verified with. */
  get lianlianPublicKey(): KeyObject {
    return this.running.lianlianKey.publicKey;
  }

  /** The last requests to the APIs, oldest first, with secret values masked. */
  get requests(): readonly SandboxRequest[] {
    return this.running.log.all();
  }

  /**
   * Pays an order, as its payer would. Resolves when the first delivery of the notification ended, whether
   * the shop acknowledged it or not, unless `requireAck` is set.
   *
   * @throws Error for an unknown order; Refusal 2006 or 2007 for one that is closed or paid; with `requireAck`
   * an AssertionError that says how each attempt ended
   */
  async pay(no_order: string, how: PayOptions = {}): Promise<Transaction> {
    const entry = this.order(no_order, how, PAY);
    await this.running.operator.pay(entry, how);
    if (how.requireAck === true) this.expectations.delivered(entry);
    return snapshotOf(entry);
  }

  /** Lets the payment of an order fail. Nothing is notified, and the order can be paid again. */
  async fail(no_order: string, which: WhichOrder = {}): Promise<Transaction> {
    const entry = this.order(no_order, which);
    this.running.operator.fail(entry);
    return Promise.resolve(snapshotOf(entry));
  }

  /**
   * Refunds a paid order or a captured authorization, whole or in part, as the shop's API call would, and
   * notifies the order's `notify_url`. Resolves when the first delivery of the notification ended; with the
   * option `refundMs` the refund is under way by then, and nothing is notified yet.
   *
   * @param amount decimal text with two decimals; by default all that is left
   * @throws Error for an unknown order; Refusal 5003, 5007 or 5008 where the order cannot be refunded so
   */
  refund(no_order: string, amount?: string, which: WhichOrder = {}): Promise<Refund> {
    return this.running.operator.refund(this.order(no_order, which), amount);
  }

  /** The refunds of an order, oldest first: those of the API and those of `sandbox.refund`. */
  refunds(no_order: string, which: WhichOrder = {}): readonly Refund[] {
    return snapshotOf(this.order(no_order, which)).refunds;
  }

  /**
   * Ends a refund that is under way (option `refundMs`) with success, before its time. Resolves when the first
   * delivery of its notification ended.
   *
   * @throws Error for an unknown refund or one that has ended
   */
  async completeRefund(no_refund: string, which: Pick<WhichOrder, 'oid_partner'> = {}): Promise<Refund> {
    return this.settleRefund(no_refund, '2', which);
  }

  /**
   * Lets a refund that is under way (option `refundMs`) fail: its money can be refunded again. Only the old
   * edition notifies the shop of it.
   *
   * @throws Error for an unknown refund or one that has ended
   */
  async failRefund(no_refund: string, which: Pick<WhichOrder, 'oid_partner'> = {}): Promise<Refund> {
    return this.settleRefund(no_refund, '3', which);
  }

  /**
   * The cards that a user has bound, by paying with them or by binding them, oldest first.
   *
   * @param oid_partner the merchant, where several have a user of that id
   */
  cards(user_id: string, oid_partner?: string): readonly SandboxCard[] {
    return this.running.services.agreements
      .all()
      .filter((each) => each.user_id === user_id && (oid_partner ?? each.oid_partner) === each.oid_partner)
      .map(sandboxCardOf);
  }

  /**
   * Delivers the last notification of an order once more, or a changed copy of it. Resolves with the last attempt
   * when the delivery ended; for a late copy when it is planned.
   *
   * @throws Error for an unknown order or one without a notification
   * @example await sandbox.deliver('order-1', { how: 'tampered' }); // must be refused
   */
  deliver(no_order: string, how?: DeliverOptions): Promise<DeliveryAttempt>;
  deliver(no_order: string, how: LateDeliverOptions): Promise<undefined>;
  async deliver(
    no_order: string,
    how: DeliverOptions | LateDeliverOptions = {},
  ): Promise<DeliveryAttempt | undefined> {
    const delayMs = how.how === 'late' ? how.delayMs : undefined;
    const entry = this.order(no_order, how, DELIVER);
    const { attempts } = await this.running.operator.deliver(entry, how.how ?? 'again', { delayMs });
    return attempts.at(-1);
  }

  /** Every attempt to deliver the notifications of an order, oldest first. */
  deliveries(no_order: string, which: WhichOrder = {}): readonly DeliveryAttempt[] {
    return attemptsOf(this.running.notifier.of(this.order(no_order, which)));
  }

  /**
   * The signed fields of an order's last notification.
   *
   * @throws Error for an unknown order or one without a notification
   */
  notification(no_order: string, which: WhichOrder = {}): Readonly<Record<string, string>> {
    return { ...this.running.operator.notification(this.order(no_order, which)).fields };
  }

  /** An order as it stands. */
  transaction(no_order: string, which: WhichOrder = {}): Transaction {
    return snapshotOf(this.order(no_order, which));
  }

  /**
   * The code of the last SMS that was sent for an order.
   *
   * @throws Error if none was sent
   */
  smsCode(no_order: string, which: WhichOrder = {}): string {
    const step = this.running.services.sms.of(this.order(no_order, which));
    if (step === undefined) throw new Error(`no SMS code was sent for the order ${no_order}`);
    return step.code;
  }

  /**
   * What a merchant has to pay out from, as decimal text with two decimals.
   *
   * @param oid_partner needed where the sandbox has several merchants
   */
  balance(oid_partner?: string): string {
    return this.running.services.balances.of(this.partner(oid_partner));
  }

  /**
   * Fills a merchant's balance up, or empties it.
   *
   * @param money decimal text with two decimals
   * @param oid_partner needed where the sandbox has several merchants
   * @throws SandboxError for what is no amount
   */
  setBalance(money: string, oid_partner?: string): void {
    assertInput({ balance: money }, { balance: amount });
    this.running.services.balances.set(this.partner(oid_partner), money);
  }

  /**
   * The report of a day or of a month, as LianLian would write it if that time ended now: of the payments, refunds and payouts
   * that the sandbox has, with the columns of LianLian's documents. It can be wrong on purpose, to see that a difference is found.
   *
   * @param date the day in Asia/Shanghai, on the sandbox's clock: `yyyyMMdd`, `yyyy-MM-dd` or a moment of it; a month as `yyyyMM`
   * or `yyyy-MM`
   * @throws SandboxError for a date that is none or has not begun, for a misspelt option, and without `oid_partner` where there are
   * several merchants
   * @example
   * const report = sandbox.report(sandbox.clock.now(), { differences: ['missing-payment'] });
   * lianlian.reports.reconcile(lianlian.reports.read(report.bytes), orders, { refunds });
   */
  report(date: Date | string, options: SandboxReportOptions = {}): SandboxReport {
    return makeReport(date, options, this.running);
  }

  /** Sets faults up. The same as `sandbox.scenarios.add`. */
  scenario(rules: ScenarioRule | readonly ScenarioRule[]): readonly ScenarioView[] {
    return this.running.scenarios.add(rules);
  }

  /** Resolves when nothing is under way: a response's notification, a delivery, a refund. It moves no clock. */
  idle(): Promise<void> {
    return this.clock.idle();
  }

  /**
   * Resolves when the shop acknowledged the last notification of an order. Waits for the payment too, in real
   * time.
   *
   * @throws AssertionError that says how each attempt ended, as soon as no other can follow in that time
   */
  async delivered(no_order: string, options: WhichOrder & DeliveredOptions = {}): Promise<void> {
    assertInput(options, { ...WHICH, ...DELIVERED });
    return this.expectations.untilDelivered(() => this.order(no_order, options, DELIVERED), options);
  }

  /**
   * Asserts that the shop acknowledged the last notification of an order.
   *
   * @throws AssertionError with what the shop answered instead
   */
  expectDelivered(no_order: string, which: WhichOrder = {}): void {
    this.expectations.delivered(this.order(no_order, which));
  }

  /**
   * Asserts that no money was taken for an order at LianLian. What the shop made of it is the shop's own data to tell.
   *
   * @throws AssertionError with the result and the history
   */
  expectNotPaid(no_order: string, which: WhichOrder = {}): void {
    this.expectations.notPaid(this.order(no_order, which));
  }

  /**
   * Asserts that the shop sent a request to an API with these fields, and returns the last such request.
   * Secret values are masked in it: compare them with `***`.
   *
   * @param api the API's id: `aggregate.direct`
   * @throws AssertionError with the request that came closest
   */
  expectRequest(api: string, fields: Readonly<Record<string, string>> = {}): SandboxRequest {
    return this.expectations.request(api, fields);
  }

  /**
   * Asserts that these payouts are at LianLian and no others, so that nothing was paid twice: in any order, each with the
   * fields that are named here.
   *
   * @throws AssertionError with the payouts that there are
   * @example sandbox.expectPayouts([{ no_order: 'payout-1', money_order: '88.00', result_pay: 'SUCCESS' }]);
   */
  expectPayouts(expected: readonly ExpectedSandboxPayout[]): void {
    this.expectations.payouts(expected);
  }

  /**
   * Attacks the shop's notification route with one of its orders that nobody has paid: forged, altered, repeated, another
   * merchant's, twice at once, paid twice, huge and slow messages, and the like. Resolves with the scorecard, a row for
   * each. The order is paid afterwards.
   *
   * @throws SandboxError for an unknown or a paid order, and where the shop does not answer at all
   * @example
   * const { rows } = await sandbox.attack('order-1', { shipped: () => shop.shipmentsOf('order-1') });
   * expect(rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
   */
  async attack(no_order: string, { shipped, ...options }: AttackOptions = {}): Promise<AttackView> {
    assertInput({ shipped, ...options }, ATTACK);
    const ask = shipped === undefined ? undefined : async () => paidState(await shipped());
    return this.running.attackRunner.attack({ ...options, no_order }, ask);
  }

  /** Closes the port, every connection and every timer. Calling it again does nothing. */
  stop(): Promise<void> {
    return this.running.stop();
  }

  private async settleRefund(
    no_refund: string,
    status: '2' | '3',
    which: Pick<WhichOrder, 'oid_partner'>,
  ): Promise<Refund> {
    assertInput(which, { oid_partner: text });
    const { oid_partner } = which;
    const found = findRefund(this.running.services.refundBook, no_refund, oid_partner);
    await this.running.operator.settleRefund(found, status);
    return { ...found.refund };
  }

  private partner(oid_partner?: string): string {
    return partnerOf(this.running.merchants, oid_partner);
  }

  /** @throws SandboxError for an option that is misspelt: another order might be meant */
  private order(no_order: string, which: WhichOrder, more: InputRules = {}): LedgerEntry {
    assertInput(which, { ...WHICH, ...more });
    return findOrder(this.running.services.ledger, no_order, which);
  }
}
