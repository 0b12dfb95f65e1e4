import { BadGatewayException, Controller, Get, Param, Post, UseGuards } from '@nestjs/common';
import { LianlianError } from 'nestjs-lianlian';

import { SavedCardsService } from '../cards/saved-cards.service.js';
import { inWords } from '../language/text.js';
import { type Page, SeeOther } from '../pages/page.js';
import { adminCardsPage } from './admin-cards.page.js';
import { OperatorGuard } from './operator.guard.js';

/** The cards that LianLian keeps for a customer. */
@Controller('admin/customers/:customer/cards')
@UseGuards(OperatorGuard)
export class AdminCardsController {
  constructor(private readonly cards: SavedCardsService) {}

  @Get()
  async list(@Param('customer') customer: string): Promise<Page> {
    return adminCardsPage(customer, await withResponse(this.cards.of(customer)));
  }

  @Post(':id/unbind')
  async unbind(@Param('customer') customer: string, @Param('id') id: string): Promise<SeeOther> {
    await withResponse(this.cards.unbind(customer, id));
    return new SeeOther(`/admin/customers/${customer}/cards`);
  }
}

/** Where no readable response came, the list that follows shows what became of an unbinding. */
async function withResponse<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LianlianError) {
      const text = {
        zh: `连连没有正常应答：${error.message}`,
        en: `LianLian's response cannot be used: ${error.message}`,
      };
      throw new BadGatewayException(inWords(text), { cause: error });
    }
    throw error;
  }
}
