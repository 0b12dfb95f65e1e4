import { Module } from '@nestjs/common';

import { ProductsModule } from '../products/products.module.js';
import { DepositsService } from './deposits.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PaymentCheckService } from './payment-check.service.js';

@Module({
  imports: [ProductsModule],
  controllers: [OrdersController],
  providers: [OrdersRepository, OrdersService, DepositsService, PaymentCheckService],
  exports: [OrdersRepository, OrdersService, DepositsService, PaymentCheckService],
})
export class OrdersModule {}
