import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { PaymentsController } from './payments.controller.js';

@Module({ imports: [OrdersModule, RefundsModule], controllers: [PaymentsController] })
export class PaymentsModule {}
