import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import {
  LianlianError,
  LianlianService,
  LianlianValidationError,
  type RefundState,
  wholeSeconds,
} from 'nestjs-lianlian';

import { type Order, Prisma, type Refund } from '../generated/prisma/client';
import { PrismaService } from '../prisma/prisma.service';

/** States of which LianLian may still say something else. */
const UNFINISHED = ['open', 'initialized', 'processing'];

/** Pays money back. */
@Injectable()
export class RefundsService {
  private readonly logger = new Logger(RefundsService.name);

  constructor(
    private readonly prisma: PrismaService,
    private readonly lianlian: LianlianService,
  ) {}

  /**
   * Refunds an order, in full or in part. The refund is kept before LianLian is called: should the call end without a response,
   * it stays open, and a notification or `checkUnfinished` tells its end.
   *
   * @param amount decimal text in yuan
   * @throws LianlianValidationError if it is more than what is left of the payment; nothing was sent
   */
  async refund(order: Order, amount: string): Promise<Refund> {
    const { refund, refunded } = await this.keep(order, amount);
    try {
      const { state } = await this.lianlian.refunds.apply(
        {
          no_refund: refund.id,
          dt_refund: refund.createdAt,
          money_refund: amount,
          no_order: order.id,
          dt_order: order.createdAt,
        },
        { paid: order.amount.toFixed(2), refunded },
      );
      return await this.note(refund, state);
    } catch (error) {
      // Only what was never sent has failed for certain.
      if (error instanceof LianlianValidationError) {
        await this.note(refund, 'failed');
        throw error;
      }
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      return refund;
    }
  }

  /** Asks LianLian about refunds whose end is not known. */
  @Cron('*/15 * * * *')
  async checkUnfinished(): Promise<void> {
    const unfinished = await this.prisma.refund.findMany({
      where: { state: { in: UNFINISHED } },
    });
    for (const refund of unfinished) await this.check(refund);
  }

  private async check(refund: Refund): Promise<void> {
    try {
      const { state } = await this.lianlian.refunds.query(
        { no_refund: refund.id, dt_refund: refund.createdAt },
        { money_refund: refund.amount.toFixed(2) },
      );
      await this.note(refund, state);
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message); // the refund stays as it is
    }
  }

  /** Keeps a new refund. The order's row is locked meanwhile, so that two refunds at once see each other. */
  private keep(
    order: Order,
    amount: string,
  ): Promise<{ refund: Refund; refunded: string }> {
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT id FROM orders WHERE id = ${order.id} FOR UPDATE`;
      const { _sum } = await transaction.refund.aggregate({
        where: { orderId: order.id, state: { not: 'failed' } },
        _sum: { amount: true },
      });
      const refund = await transaction.refund.create({
        data: {
          id: randomUUID().replaceAll('-', ''),
          orderId: order.id,
          amount,
          createdAt: wholeSeconds(),
          state: 'open',
        },
      });
      const refunded = (_sum.amount ?? new Prisma.Decimal(0)).toFixed(2);
      return { refund, refunded };
    });
  }

  /** LianLian's word, unless it said the end of this refund before. */
  private async note({ id }: Refund, state: RefundState): Promise<Refund> {
    await this.prisma.refund.updateMany({
      where: { id, state: { in: UNFINISHED } },
      data: { state },
    });
    return this.prisma.refund.findUniqueOrThrow({ where: { id } });
  }
}
