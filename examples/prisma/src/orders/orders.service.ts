import { randomUUID } from 'node:crypto';

import { Injectable, NotFoundException } from '@nestjs/common';
import { wholeSeconds } from 'nestjs-lianlian';

import { type Order } from '../generated/prisma/client';
import { PrismaService } from '../prisma/prisma.service';
import { PRODUCT } from './product';

/** The orders, as the database has them. */
@Injectable()
export class OrdersService {
  constructor(private readonly prisma: PrismaService) {}

  /** An order of the one product. It is kept before LianLian hears of it. */
  create(): Promise<Order> {
    const { name, price: amount } = PRODUCT;
    const id = randomUUID().replaceAll('-', '');
    return this.prisma.order.create({
      data: { id, name, amount, createdAt: wholeSeconds() },
    });
  }

  /** @throws NotFoundException if there is none of that number */
  async get(id: string): Promise<Order> {
    const order = await this.prisma.order.findUnique({ where: { id } });
    if (order === null) throw new NotFoundException(`There is no order ${id}`);
    return order;
  }

  /** Keeps what the payer scans. From then on the sweeper asks about the order. */
  keepCode(id: string, code: string): Promise<Order> {
    return this.prisma.order.update({ where: { id }, data: { code } });
  }
}
