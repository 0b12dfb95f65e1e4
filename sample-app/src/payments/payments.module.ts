import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { PayoutsModule } from '../payouts/payouts.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { PaymentsController } from './payments.controller.js';

@Module({ imports: [OrdersModule, PayoutsModule, RefundsModule], controllers: [PaymentsController] })
export class PaymentsModule {}
