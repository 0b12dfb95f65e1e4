import type { KeyObject } from 'node:crypto';
import type { Desk } from './apis/api.js';
import { CheckoutDesk } from './checkout-desk.js';
import { chinaDate, chinaTime } from './china-time.js';
import type { SandboxClock } from './clock.js';
import { Gateway } from './gateway.js';
import { SandboxServer } from './http/server.js';
import { keyPairOf, newKeyPair } from './keys.js';
import { type Merchant, merchantOf, type SandboxMerchantOptions } from './merchants.js';
import { LianlianPen } from './messages.js';
import {
  moduleOptionsOf,
  type SeveralMerchantsModuleOptions,
  type SingleMerchantModuleOptions,
} from './module-options.js';
import type { DeliveryAttempt, Notification, Notifier } from './notifications/notifier.js';
import { openDesk } from './open-desk.js';
import { type BoundCard, boundCardOf } from './orders/bound-card.js';
import { findOrder, type WhichOrder } from './orders/find-order.js';
import { findRefund } from './orders/find-refund.js';
import { type LedgerEntry, snapshotOf } from './orders/ledger.js';
import { refundableOf } from './orders/refund-book.js';
import type { Refund, Transaction } from './orders/transaction.js';
import { RequestLog, type SandboxRequest } from './request-log.js';
import { route } from './routes.js';
import { type SandboxStartOptions, settingsOf } from './settings.js';

/** How an order is paid in `sandbox.pay`. */
export interface PayOptions extends WhichOrder {
  /** The `pay_type` that the notification tells. By default what fits the order. */
  readonly pay_type?: string | undefined;
  /** The bank's short code. */
  readonly bank_code?: string | undefined;
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
  /** The sandbox's clock. `advance` it to see repeats, expired tokens and closed orders at once. */
  readonly clock: SandboxClock;
  private readonly server: SandboxServer;
  private readonly desk: Desk;
  private readonly notifier: Notifier;
  private readonly log: RequestLog;
  private origin = '';

  private constructor(
    options: SandboxStartOptions,
    private readonly merchants: readonly Merchant[],
    private readonly lianlianKey: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  ) {
    const settings = settingsOf(options);
    const pen = new LianlianPen(lianlianKey.privateKey, settings);
    const { desk, notifier } = openDesk(options, settings, pen, () => this.origin);
    this.desk = desk;
    this.notifier = notifier;
    this.clock = desk.clock;
    this.log = new RequestLog(settings.keepRequests);
    const byPartner = new Map(merchants.map((merchant) => [merchant.oidPartner, merchant]));
    const gateway = new Gateway(byPartner, this.desk, pen, this.log);
    const checkoutDesk = new CheckoutDesk(this.desk);
    this.server = new SandboxServer(
      (incoming) => route(incoming, gateway, checkoutDesk),
      (work) => {
        this.clock.track(work);
      },
      reportDefect,
    );
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
    const { modulusLength = 2048, lianlianKey, host = '127.0.0.1', port = 0 } = options;
    const [pair, ...merchants] = await Promise.all([
      lianlianKey === undefined ? newKeyPair(modulusLength) : keyPairOf(lianlianKey),
      ...(options.merchants ?? [{}]).map((merchant) => merchantOf(merchant, modulusLength)),
    ]);
    if (merchants.length === 0) throw new Error('the sandbox needs a merchant');
    if (new Set(merchants.map(({ oidPartner }) => oidPartner)).size < merchants.length) {
      throw new Error('two merchants of the sandbox have the same oidPartner');
    }
    const sandbox = new LianlianSandbox<unknown>(options, merchants, pair);
    const openPort = await sandbox.server.listen(port, host);
    sandbox.origin = `http://${reachable(host)}:${String(openPort)}`;
    return sandbox;
  }

  /** Its origin: `http://127.0.0.1:4000`. */
  get url(): string {
    return this.origin;
  }

  /**
   * What a shop's `LianlianModule.forRoot` needs to talk to this sandbox: `oidPartner`, `privateKey`,
   * `lianlianPublicKey` and `gateway`; with several merchants `merchants` and `gateway`.
   *
   * @throws Error if the sandbox was given only a merchant's public key
   */
  get options(): Options {
    return moduleOptionsOf(this.merchants, this.lianlianKey.publicKey, this.origin) as Options;
  }

  /** What LianLian signs with, for tests that sign messages of their own. */
  get lianlianPrivateKey(): KeyObject {
    return this.lianlianKey.privateKey;
  }

  /** What LianLian's messages are verified with. */
  get lianlianPublicKey(): KeyObject {
    return this.lianlianKey.publicKey;
  }

  /** The last requests to the APIs, oldest first, with secret values masked. */
  get requests(): readonly SandboxRequest[] {
    return this.log.all();
  }

  /**
   * Pays an order, as its payer would. Resolves when the first delivery of the notification ended, whatever
   * the shop answered.
   *
   * @throws Error for an unknown order; Refusal 2006 or 2007 for one that is closed or paid
   */
  async pay(no_order: string, how: PayOptions = {}): Promise<Transaction> {
    const entry = this.order(no_order, how);
    // A payment that the bank is still processing is settled by this very call.
    if (entry.result_pay !== 'PROCESSING') this.desk.ledger.assertPayable(entry);
    this.desk.payments.succeed(entry, { paid_by: how.pay_type, bank_code: how.bank_code });
    await this.desk.payments.notify(entry);
    return snapshotOf(entry);
  }

  /** Lets the payment of an order fail. Nothing is notified, and the order can be paid again. */
  async fail(no_order: string, which: WhichOrder = {}): Promise<Transaction> {
    const entry = this.order(no_order, which);
    if (entry.result_pay !== 'PROCESSING') this.desk.ledger.assertPayable(entry);
    this.desk.ledger.fail(entry, '交易失败');
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
  async refund(no_order: string, amount?: string, which: WhichOrder = {}): Promise<Refund> {
    const entry = this.order(no_order, which);
    const now = this.clock.now();
    const { refund, notify } = this.desk.refunds.apply(entry, {
      no_refund: `R${this.desk.ids.number(chinaDate(now))}`,
      dt_refund: chinaTime(now),
      money_refund: amount ?? refundableOf(entry),
      notify_url: entry.notify_url,
      isCrossBorder: false,
    });
    await notify();
    return refund;
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
  cards(user_id: string, oid_partner?: string): readonly BoundCard[] {
    return this.desk.agreements
      .all()
      .filter((each) => each.user_id === user_id && (oid_partner ?? each.oid_partner) === each.oid_partner)
      .map(boundCardOf);
  }

  /**
   * Delivers the last notification of an order once more, now.
   *
   * @throws Error for an unknown order or one without a notification
   */
  async deliver(no_order: string, which: WhichOrder = {}): Promise<DeliveryAttempt> {
    return this.notifier.deliver(this.lastNotification(no_order, which));
  }

  /** Every attempt to deliver the notifications of an order, oldest first. */
  deliveries(no_order: string, which: WhichOrder = {}): readonly DeliveryAttempt[] {
    const notifications = this.notifier.of(this.order(no_order, which));
    return notifications.flatMap(({ attempts }) => attempts).sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /**
   * The signed fields of an order's last notification.
   *
   * @throws Error for an unknown order or one without a notification
   */
  notification(no_order: string, which: WhichOrder = {}): Readonly<Record<string, string>> {
    return { ...this.lastNotification(no_order, which).fields };
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
    const step = this.desk.sms.of(this.order(no_order, which));
    if (step === undefined) throw new Error(`no SMS code was sent for the order ${no_order}`);
    return step.code;
  }

  /** Closes the port, every connection and every timer. Once is enough, and more does no harm. */
  async stop(): Promise<void> {
    this.desk.refunds.stop();
    this.notifier.stop();
    await this.server.close();
  }

  private async settleRefund(
    no_refund: string,
    status: '2' | '3',
    { oid_partner }: Pick<WhichOrder, 'oid_partner'>,
  ): Promise<Refund> {
    const found = findRefund(this.desk.refundBook, no_refund, oid_partner);
    await this.desk.refunds.settle(found, status);
    return { ...found.refund };
  }

  private order(no_order: string, which: WhichOrder): LedgerEntry {
    return findOrder(this.desk.ledger, no_order, which);
  }

  private lastNotification(no_order: string, which: WhichOrder): Notification {
    const last = this.notifier.of(this.order(no_order, which)).at(-1);
    if (last === undefined) throw new Error(`the order ${no_order} has no notification: it is not paid`);
    return last;
  }
}

/** An address that a browser on this machine can open. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** A defect of the sandbox itself: worth a line on stderr, and its stack holds no message's values. */
function reportDefect(error: unknown): void {
  process.stderr.write(
    `LianLian sandbox: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`,
  );
}
