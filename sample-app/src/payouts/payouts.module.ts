import { Module } from '@nestjs/common';

import { BalanceService } from './balance.service.js';
import { PayoutBook } from './payout-book.js';
import { PayoutsRepository } from './payouts.repository.js';
import { PayoutsService } from './payouts.service.js';
import { SuppliersService } from './suppliers.service.js';

@Module({
  providers: [BalanceService, PayoutBook, PayoutsRepository, PayoutsService, SuppliersService],
  exports: [BalanceService, PayoutsService, SuppliersService],
})
export class PayoutsModule {}
