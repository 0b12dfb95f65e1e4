import { Module } from '@nestjs/common';

import { CardsModule } from '../cards/cards.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { CardController } from './card.controller.js';
import { CardPaymentService } from './card-payment.service.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutService } from './checkout.service.js';
import { CodeController } from './code.controller.js';
import { PaymentAttemptsService } from './payment-attempts.service.js';

@Module({
  imports: [PagesModule, OrdersModule, CardsModule],
  controllers: [CheckoutController, CardController, CodeController],
  providers: [CheckoutService, CardPaymentService, PaymentAttemptsService],
})
export class CheckoutModule {}
