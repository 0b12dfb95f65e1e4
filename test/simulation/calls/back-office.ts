import { ConflictException } from '@nestjs/common';
import type { ExpectedRefund, LianlianService, RefundNotification } from 'nestjs-lianlian';

import { PreauthService } from '../../../lib/apis/preauth/preauth.service.js';
import { RefundService } from '../../../lib/apis/refund/refund.service.js';
import { fenToYuan } from '../../../lib/common/money.js';
import { MerchantRegistry } from '../../../lib/config/merchant-registry.js';
import { Ipv6Payers } from '../../../lib/wire/ipv6-payers.js';
import { LianlianClient } from '../../../lib/wire/lianlian-client.js';
import { RiskWarnings } from '../../../lib/wire/risk-warnings.js';
import type { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import { DepositsService } from '../../../sample-app/src/orders/deposits.service.js';
import { OrdersService } from '../../../sample-app/src/orders/orders.service.js';
import { hasEnded } from '../../../sample-app/src/refunds/refund.js';
import { RefundBook } from '../../../sample-app/src/refunds/refund-book.js';
import { RefundsService } from '../../../sample-app/src/refunds/refunds.service.js';
import { callSettings, MERCHANTS } from '../keys.js';
import type { Actor } from '../scheduler.js';
import { ShopStore, type ShopTables } from './shop-tables.js';
import { type CallNetwork, WorldTransport } from './world-transport.js';

/** The sample shop's own code for refunds and deposits, in one process, on the library's client. */
export class BackOffice {
  private readonly deposits: DepositsService;
  private readonly refunds: RefundsService;
  private readonly store: ShopStore;

  constructor(
    readonly actor: Actor,
    tables: ShopTables,
    network: CallNetwork,
  ) {
    const settings = callSettings();
    const client = new LianlianClient(
      settings,
      new MerchantRegistry(settings),
      new WorldTransport(actor, network),
      new RiskWarnings(),
      new Ipv6Payers(settings),
    );
    const lianlian = {
      refunds: new RefundService(client),
      preauth: new PreauthService(client),
    } as LianlianService;
    this.store = new ShopStore(tables, actor);
    const { orders: repository, refunds } = this.store;
    const database = { transaction: this.store.transaction } as unknown as ShopDatabase;
    const orders = new OrdersService(repository);
    this.deposits = new DepositsService(lianlian, repository, orders);
    const book = new RefundBook(database, repository, refunds);
    this.refunds = new RefundsService(lianlian, orders, refunds, book);
  }

  /** @returns what the shop refuses it with */
  capture(no_order: string, fen: number): Promise<string | undefined> {
    return refusalOf(this.deposits.capture(no_order, fenToYuan(fen)));
  }

  /** As `capture`. */
  refund(no_order: string, fen: number, no_refund: string): Promise<string | undefined> {
    return refusalOf(this.refunds.refund(no_order, fenToYuan(fen), no_refund));
  }

  /** Asks LianLian about everything of an order that is open. */
  async ask(no_order: string, isDeposit: boolean): Promise<void> {
    if (isDeposit) await this.deposits.check({ no_order });
    else {
      for (const refund of await this.refunds.of(no_order)) {
        if (!hasEnded(refund)) await this.refunds.check(refund.no_refund);
      }
    }
  }

  async expectedRefund(no_refund: string): Promise<ExpectedRefund | undefined> {
    const refund = await this.refunds.find(no_refund);
    return refund && { money_refund: refund.money_refund, oid_partner: MERCHANTS[0] };
  }

  notified(notification: RefundNotification): Promise<void> {
    return this.refunds.notified(notification);
  }
}

async function refusalOf(done: Promise<void>): Promise<string | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    if (error instanceof ConflictException) return error.message;
    throw error;
  }
}
