import { setMaxListeners } from 'node:events';
import type { KeyObject } from 'node:crypto';

import { SandboxError } from '../common/sandbox-error.js';
import type { EventHub } from '../common/events.js';
import type { AttackBody, AttackView } from '../contract.js';
import { findOrder } from '../orders/find-order.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { SandboxServices } from '../services.js';
import { askShop, isAddress } from './ask-shop.js';
import type { AttackFields, Scene } from './attack.js';
import { AttackRun } from './attack-run.js';
import { forgersKey, newPaybill, paymentFields, signedJson } from './payment-fields.js';
import { type AskShop, ShopUnderAttack } from './shop-under-attack.js';
import { targetMessages as messages } from './target.messages.js';

/** Attacks shops with orders that they placed at the sandbox: one attack at a time. */
export class AttackRunner {
  private current = new AbortController();
  private last: AttackRun | undefined;

  constructor(
    private readonly services: SandboxServices,
    private readonly lianlianKey: KeyObject,
    private readonly hub: EventHub,
  ) {}

  /** The scorecard of the attack that is under way, or of the last one. */
  get view(): AttackView | undefined {
    return this.last?.view;
  }

  /**
   * Attacks a shop with one of its orders. Resolves with the scorecard. The order is paid afterwards.
   *
   * @param told asks the shop what became of the order, in place of its page
   * @throws SandboxError 409 for an order that is not waiting, where none is, where another attack is under way, and where
   * nobody answers; 400 for an address that is none
   */
  async attack(asked: AttackBody, told?: AskShop): Promise<AttackView> {
    if (this.last?.view.isOver === false) {
      throw new SandboxError(409, messages.underWay(this.last.view.no_order));
    }
    const entry = this.orderOf(asked);
    const url = asked.notify_url ?? entry.notify_url;
    if (!isAddress(url)) throw SandboxError.fields([{ field: 'notify_url', rule: messages.url() }]);
    const { shopStatus, strict } = this.services.settings;
    const { status_url = shopStatus?.url, paid = shopStatus?.paid } = asked;
    const ask = told ?? askShop({ status_url, paid }, entry.no_order);
    this.current = new AbortController();
    setMaxListeners(0, this.current.signal);
    const shop = new ShopUnderAttack(url, ask, this.current.signal, strict);
    const run = new AttackRun(this.sceneOf(entry, shop), this.services.clock.now(), asked);
    const before = this.last;
    this.last = run;
    try {
      return await run.run(({ no_order, isOver }) => {
        this.hub.emit({ type: 'attack', at: this.services.clock.now().toISOString(), no_order, isOver });
      });
    } catch (error) {
      // Half a scorecard would look like one on which everything held.
      if (this.last === run) this.last = before;
      throw error;
    } finally {
      // LianLian itself tells the shop of what was paid, and again until it is acknowledged.
      if (this.isKept(entry)) await this.services.payments.notify(entry);
    }
  }

  /** Breaks off what is under way. */
  stop(): void {
    this.current.abort(new Error('the sandbox was stopped'));
  }

  /** The same, and no scorecard stays: its order is forgotten. */
  forget(): void {
    this.current.abort(new Error('the sandbox was reset'));
    this.last = undefined;
  }

  /** Whether the sandbox has not forgotten an order meanwhile. */
  private isKept(entry: LedgerEntry): boolean {
    return this.services.ledger.numbered(entry.oid_paybill).includes(entry);
  }

  private orderOf({ no_order, oid_partner, dt_order }: AttackBody): LedgerEntry {
    const { ledger } = this.services;
    const isWaiting = (entry: LedgerEntry): boolean =>
      entry.result_pay === 'WAITING' && !ledger.isClosed(entry) && !isDeposit(entry);
    if (no_order !== undefined) {
      const entry = findOrder(ledger, no_order, { oid_partner, dt_order });
      if (isDeposit(entry)) throw new SandboxError(409, messages.deposit(entry.no_order));
      if (isWaiting(entry)) return entry;
      throw new SandboxError(409, messages.notWaiting(entry.no_order, entry.result_pay));
    }
    const newest = ledger
      .all()
      .findLast((entry) => isWaiting(entry) && (oid_partner ?? entry.oid_partner) === entry.oid_partner);
    if (newest === undefined) throw new SandboxError(409, messages.noOrder());
    return newest;
  }

  private sceneOf(entry: LedgerEntry, shop: ShopUnderAttack): Scene {
    const { clock } = this.services;
    const signed = (fields: AttackFields): string => signedJson(fields, this.lianlianKey);
    let forger: Promise<KeyObject> | undefined;
    let paid: Promise<string> | undefined;
    return {
      shop,
      order: entry,
      fields: paymentFields(entry, entry.oid_paybill, clock.now()),
      signed,
      forged: async (fields) => {
        forger ??= forgersKey();
        return signedJson(fields, await forger);
      },
      otherPaybill: () => newPaybill(clock.now()),
      pay: () => (paid ??= this.paid(entry)),
    };
  }

  /** What LianLian would send now. */
  private async paid(entry: LedgerEntry): Promise<string> {
    if (!this.isKept(entry)) throw new SandboxError(409, messages.brokenOff());
    // Somebody may have paid it meanwhile.
    this.services.ledger.assertPayable(entry);
    this.services.payments.succeed(entry, {});
    return JSON.stringify(await this.services.payments.notificationOf(entry));
  }
}

function isDeposit({ pay_type }: LedgerEntry): boolean {
  return pay_type === 'F';
}
