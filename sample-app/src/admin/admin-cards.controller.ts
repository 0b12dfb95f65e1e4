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
import { LianlianApiError, LianlianError } from 'nestjs-lianlian';

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
      // LianLian's own words are Chinese, and the library's are English.
      const why =
        error instanceof LianlianApiError
          ? `连连返回错误：${error.ret_msg}（${error.ret_code}）。`
          : '没有收到连连的有效响应。';
      const text = {
        zh: `${why}请重新打开顾客的银行卡查看。`,
        en: `Unexpected response from LianLian: ${error.message}`,
      };
      throw new BadGatewayException(inWords(text), { cause: error });
    }
    throw error;
  }
}
