import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module';
import { RefundsModule } from '../refunds/refunds.module';
import { AdminController } from './admin.controller';
import { OperatorGuard } from './operator.guard';

@Module({
  imports: [OrdersModule, RefundsModule],
  controllers: [AdminController],
  providers: [OperatorGuard],
})
export class AdminModule {}
