import { Module } from '@nestjs/common';

import { OrdersModule } from '../orders/orders.module.js';
import { SavedCardsService } from './saved-cards.service.js';

@Module({ imports: [OrdersModule], providers: [SavedCardsService], exports: [SavedCardsService] })
export class CardsModule {}
