import { Body, Controller, Get, Param, Post, Query, UseFilters, UseGuards } from '@nestjs/common';

import type { Text } from '../language/text.js';
import { same } from '../language/text.js';
import { ConfirmationFilter } from '../pages/confirmation.filter.js';
import { type Page, SeeOther } from '../pages/page.js';
import { lastPage } from '../pages/pager.js';
import { BalanceService } from '../payouts/balance.service.js';
import type { Payout } from '../payouts/payout.js';
import { confirmed, sentAgain } from '../payouts/payout-changes.js';
import { PAYOUTS_PER_PAGE } from '../payouts/payouts.repository.js';
import { newPayoutNumber, PayoutsService } from '../payouts/payouts.service.js';
import { SuppliersService } from '../payouts/suppliers.service.js';
import { ShopSettings } from '../shop-settings.js';
import { adminPayoutPage } from './admin-payout.page.js';
import { adminPayoutsPage, pathOfPayouts } from './admin-payouts.page.js';
import { ConfirmedDto } from './amount.dto.js';
import { PageDto } from './find-orders.dto.js';
import { OperatorGuard } from './operator.guard.js';
import { paySupplierPage } from './pay-supplier.page.js';
import {
  askBeforeGivingUp,
  askBeforeLettingGo,
  askBeforePayout,
  askBeforeSendingAgain,
} from './payout-confirmations.js';
import { PayoutDto } from './payout.dto.js';

/** The operator pays suppliers, and sees what became of it. */
@Controller('admin/payouts')
@UseGuards(OperatorGuard)
@UseFilters(ConfirmationFilter)
export class AdminPayoutsController {
  constructor(
    private readonly payouts: PayoutsService,
    private readonly suppliers: SuppliersService,
    private readonly balance: BalanceService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  async list(@Query() { page = 1 }: PageDto): Promise<Page | SeeOther> {
    const [found, balance] = await Promise.all([this.payouts.list(page), this.balance.now()]);
    const last = lastPage(found.total, PAYOUTS_PER_PAGE);
    if (page > last) return new SeeOther(pathOfPayouts(last));
    return adminPayoutsPage(page, found, balance, (id) => this.nameOf(id));
  }

  @Get('new')
  async form(): Promise<Page> {
    const [open, balance] = await Promise.all([this.payouts.open(), this.balance.now()]);
    return paySupplierPage(newPayoutNumber(), this.suppliers.all(), open, balance);
  }

  @Post()
  async pay(@Body() { no_order, supplier, amount, purpose, confirmed }: PayoutDto): Promise<SeeOther> {
    const payout = { no_order, supplier, money_order: amount, info_order: purpose };
    if (confirmed === undefined) {
      await this.payouts.refuseSecond(payout);
      throw askBeforePayout(this.suppliers.get(supplier), amount);
    }
    await this.payouts.pay(payout);
    return backTo(no_order);
  }

  @Get(':no_order')
  async show(@Param('no_order') no_order: string): Promise<Page> {
    const payout = await this.payouts.get(no_order);
    return adminPayoutPage(payout, this.nameOf(payout.supplier), this.settings);
  }

  /** Asks LianLian where it stands. */
  @Post(':no_order/check')
  async check(@Param('no_order') no_order: string): Promise<SeeOther> {
    await this.payouts.check(no_order);
    return backTo(no_order);
  }

  /** Lets go what LianLian holds back. */
  @Post(':no_order/confirm')
  async confirm(@Param('no_order') no_order: string, @Body() form: ConfirmedDto): Promise<SeeOther> {
    if (form.confirmed === undefined) {
      const payout = confirmed(await this.payouts.get(no_order), new Date());
      throw askBeforeLettingGo(payout, this.nameOf(payout.supplier));
    }
    await this.payouts.confirm(no_order);
    return backTo(no_order);
  }

  /** Sends the same payout again. */
  @Post(':no_order/send')
  async send(@Param('no_order') no_order: string, @Body() form: ConfirmedDto): Promise<SeeOther> {
    if (form.confirmed === undefined) {
      const payout = sentAgain(await this.payouts.get(no_order), new Date());
      throw askBeforeSendingAgain(payout, this.nameOf(payout.supplier));
    }
    await this.payouts.sendAgain(no_order);
    return backTo(no_order);
  }

  @Post(':no_order/give-up')
  async giveUp(@Param('no_order') no_order: string, @Body() form: ConfirmedDto): Promise<SeeOther> {
    if (form.confirmed === undefined) throw askBeforeGivingUp(await this.payouts.get(no_order));
    await this.payouts.giveUp(no_order);
    return backTo(no_order);
  }

  /** One that the shop has no more is called by its id. */
  private nameOf(supplier: Payout['supplier']): Text {
    return this.suppliers.find(supplier)?.name ?? same(supplier);
  }
}

function backTo(no_order: string): SeeOther {
  return new SeeOther(`/admin/payouts/${no_order}`);
}
