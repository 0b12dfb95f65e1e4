import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { CardsController } from './cards.controller.js';
import { OwnCardsService } from './own-cards.service.js';
import { SavedCardsService } from './saved-cards.service.js';
import { UnwantedCardsService } from './unwanted-cards.service.js';

@Module({
  imports: [OrdersModule],
  controllers: [CardsController],
  providers: [OwnCardsService, SavedCardsService, UnwantedCardsService],
  exports: [OwnCardsService, SavedCardsService],
})
export class CardsModule {}
