import { Module } from '@nestjs/common';

import { CardsModule } from '../cards/cards.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { PayoutsModule } from '../payouts/payouts.module.js';
import { RefundsModule } from '../refunds/refunds.module.js';
import { AdminCardsController } from './admin-cards.controller.js';
import { AdminPayoutsController } from './admin-payouts.controller.js';
import { AdminController } from './admin.controller.js';
import { ReportsController } from './reports.controller.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [PagesModule, OrdersModule, RefundsModule, CardsModule, PayoutsModule],
  controllers: [AdminController, AdminCardsController, AdminPayoutsController, ReportsController],
  providers: [ReportsService, SignInAttempts],
})
export class AdminModule {}
