import { Controller, Get, Param, Post } from '@nestjs/common';

import { Customer } from '../customers/customer.decorator.js';
import { type Page, SeeOther } from '../pages/page.js';
import { cardsPage } from './cards.page.js';
import { OwnCardsService } from './own-cards.service.js';

/** The cards that a customer asked to keep, for them to remove. */
@Controller('cards')
export class CardsController {
  constructor(private readonly cards: OwnCardsService) {}

  @Get()
  async list(@Customer() customer: string): Promise<Page> {
    return cardsPage(await this.cards.list(customer));
  }

  @Post(':id/remove')
  async remove(@Customer() customer: string, @Param('id') id: string): Promise<SeeOther> {
    await this.cards.remove(customer, id);
    return new SeeOther('/cards');
  }
}
