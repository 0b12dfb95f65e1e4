import { Module } from '@nestjs/common';

import { CustomersModule } from '../customers/customers.module.js';
import { ProductsModule } from '../products/products.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { OrderStreamsService } from './order-streams.service.js';
import { OrderViewsService } from './order-views.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersModule } from './orders.module.js';

/** The customers' pages of their orders. Refunds need orders, and these pages need both. */
@Module({
  imports: [CustomersModule, ProductsModule, OrdersModule, RefundsModule],
  controllers: [OrdersController],
  providers: [OrderViewsService, OrderStreamsService],
})
export class OrderPagesModule {}
