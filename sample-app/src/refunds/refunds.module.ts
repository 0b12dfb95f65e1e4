import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { RefundBook } from './refund-book.js';
import { RefundsRepository } from './refunds.repository.js';
import { RefundsService } from './refunds.service.js';

@Module({
  imports: [OrdersModule],
  providers: [RefundBook, RefundsRepository, RefundsService],
  exports: [RefundsService],
})
export class RefundsModule {}
