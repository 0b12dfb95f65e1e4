import { Module } from '@nestjs/common';

import { CardsModule } from '../cards/cards.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PagesModule } from '../pages/pages.module.js';
import { CardController } from './card.controller.js';
import { CardPaymentService } from './card-payment.service.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutService } from './checkout.service.js';
import { CodeController } from './code.controller.js';
import { EasypayCardCalls } from './easypay-card-calls.js';
import { ExchangeCardCalls } from './exchange-card-calls.js';
import { PaymentAttemptsService } from './payment-attempts.service.js';
import { SavedCardController } from './saved-card.controller.js';

@Module({
  imports: [PagesModule, OrdersModule, CardsModule],
  controllers: [CheckoutController, CardController, SavedCardController, CodeController],
  providers: [
    CheckoutService,
    CardPaymentService,
    EasypayCardCalls,
    ExchangeCardCalls,
    PaymentAttemptsService,
  ],
})
export class CheckoutModule {}
