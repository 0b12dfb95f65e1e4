import { randomUUID } from 'node:crypto';

import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { LianlianService, wholeSeconds } from 'nestjs-lianlian';
import { DataSource } from 'typeorm';

import { Order } from '../database/order.entity.js';
import { SHOPS } from '../merchants.js';
import type { OrderDto, Wallet } from './order.dto.js';

/** Takes orders, and asks LianLian for their payment. */
@Injectable()
export class OrdersService {
  private readonly logger = new Logger(OrdersService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly lianlian: LianlianService,
  ) {}

  /**
   * Keeps the order, then asks LianLian for it. Returns its number, and what the payer scans.
   *
   * @throws LianlianError if LianLian refuses, or cannot be reached
   */
  async order({ shop, wallet }: OrderDto): Promise<{ id: string; code: string }> {
    const { oidPartner, product: name, price: amount } = SHOPS[shop];
    const id = randomUUID().replaceAll('-', '');
    const order: Order = { id, oidPartner, name, amount, createdAt: wholeSeconds(), paidBy: null };
    await this.dataSource.manager.insert(Order, order);
    this.logger.log({ no_order: id, oid_partner: oidPartner }, 'Ordered'); // as fields, which logs can be searched by
    return { id, code: await this.codeFor(order, wallet) };
  }

  /** @throws NotFoundException if there is none of that number */
  async get(id: string): Promise<Order> {
    const order = await this.dataSource.manager.findOneBy(Order, { id });
    if (order === null) throw new NotFoundException(`There is no order ${id}`);
    return order;
  }

  private async codeFor(order: Order, pay_type: Wallet): Promise<string> {
    const user_id = 'guest'; // your customer's number
    const { payLoad } = await this.lianlian.aggregateDirect.pay({
      oid_partner: order.oidPartner,
      pay_type,
      user_id,
      no_order: order.id,
      dt_order: order.createdAt,
      name_goods: order.name,
      money_order: order.amount,
      risk_item: { frms_ware_category: '1009', user_info_mercht_userno: user_id },
    });
    if (typeof payLoad !== 'string') throw new Error(`No QR code came for order ${order.id}`);
    return payLoad;
  }
}
