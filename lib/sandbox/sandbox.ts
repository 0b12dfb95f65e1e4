import type { KeyObject } from 'node:crypto';
import type { SandboxClock } from './common/clock.js';
import type { ScenarioRule, ScenarioView } from './contract.js';
import type { DeliveredOptions } from './expectations.js';
import type { SandboxMerchantOptions } from './common/merchants.js';
import {
  moduleOptionsOf,
  type SeveralMerchantsModuleOptions,
  type SingleMerchantModuleOptions,
} from './setup/module-options.js';
import { type OpenSandbox, openSandbox } from './open-sandbox.js';
import type { WhichOrder } from './orders/find-order.js';
import { PlayedOrders } from './played-orders.js';
import type { SandboxRequest } from './gateway/request-log.js';
import type { Scenarios } from './scenarios/scenarios.js';
import type { SandboxStartOptions } from './settings.js';

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
export class LianlianSandbox<Options = SingleMerchantModuleOptions> extends PlayedOrders {
  private constructor(running: OpenSandbox) {
    super(running);
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

  /** Its origin: `http://127.0.0.1:4000`. */
  get url(): string {
    return this.running.url;
  }

  /**
   * What a shop's `LianlianModule.forRoot` needs to talk to this sandbox: `oidPartner`, `privateKey`,
   * `lianlianPublicKey` and `gateway`; with several merchants `merchants` and `gateway`.
   *
   * @throws Error if the sandbox was given only a merchant's public key
   */
  get options(): Options {
    const { merchants, lianlianKey, url } = this.running;
    return moduleOptionsOf(merchants, lianlianKey.publicKey, url) as Options;
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

  /** Sets faults up: short for `sandbox.scenarios.add`. */
  scenario(rules: ScenarioRule | readonly ScenarioRule[]): readonly ScenarioView[] {
    return this.running.scenarios.add(rules);
  }

  /** Resolves when nothing is under way: a response's notification, a delivery, a refund. The clock stays. */
  idle(): Promise<void> {
    return this.clock.idle();
  }

  /**
   * Resolves when the shop acknowledged the last notification of an order. Waits for the payment too, in real
   * time.
   *
   * @throws AssertionError with the account of every attempt, as soon as no attempt can follow in that time
   */
  async delivered(no_order: string, options: WhichOrder & DeliveredOptions = {}): Promise<void> {
    return this.expectations.untilDelivered(() => this.order(no_order, options), options);
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
   * Asserts that no money was taken for an order.
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

  /** Closes the port, every connection and every timer. Once is enough, and more does no harm. */
  stop(): Promise<void> {
    return this.running.stop();
  }
}
