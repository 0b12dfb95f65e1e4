import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { CardsController } from './cards.controller.js';
import { SavedCardsService } from './saved-cards.service.js';
import { UnwantedCardsService } from './unwanted-cards.service.js';

@Module({
  imports: [OrdersModule],
  controllers: [CardsController],
  providers: [SavedCardsService, UnwantedCardsService],
  exports: [SavedCardsService],
})
export class CardsModule {}
