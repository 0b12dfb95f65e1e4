import {
  BadGatewayException,
  Body,
  Controller,
  Get,
  Param,
  Post,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { LianlianError } from 'nestjs-lianlian';

import { SavedCardsService } from '../cards/saved-cards.service.js';
import { inWords } from '../language/text.js';
import { ConfirmationFilter } from '../pages/confirmation.filter.js';
import { type Page, SeeOther } from '../pages/page.js';
import { adminCardsPage } from './admin-cards.page.js';
import { ConfirmedDto } from './amount.dto.js';
import { askBeforeUnbinding } from './confirmations.js';
import { OperatorGuard } from './operator.guard.js';

/** The cards that LianLian keeps for a customer. */
@Controller('admin/customers/:customer/cards')
@UseGuards(OperatorGuard)
@UseFilters(ConfirmationFilter)
export class AdminCardsController {
  constructor(private readonly cards: SavedCardsService) {}

  @Get()
  async list(@Param('customer') customer: string): Promise<Page> {
    return adminCardsPage(customer, await withResponse(this.cards.of(customer)));
  }

  @Post(':id/unbind')
  async unbind(
    @Param('customer') customer: string,
    @Param('id') id: string,
    @Body() { confirmed }: ConfirmedDto,
  ): Promise<SeeOther> {
    if (confirmed === undefined) throw askBeforeUnbinding();
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
        zh: `连连支付返回异常：${error.message}`,
        en: `Unexpected response from LianLian: ${error.message}`,
      };
      throw new BadGatewayException(inWords(text), { cause: error });
    }
    throw error;
  }
}
