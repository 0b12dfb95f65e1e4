import { Module } from '@nestjs/common';

import { DepositsService } from './deposits.service.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PaymentCheckService } from './payment-check.service.js';

@Module({
  providers: [OrdersRepository, OrdersService, DepositsService, PaymentCheckService],
  exports: [OrdersRepository, OrdersService, DepositsService, PaymentCheckService],
})
export class OrdersModule {}
