import { IsIn } from 'class-validator';

import { WALLETS, type Wallet } from './checkout.service';

/** What the payer chose. */
export class CheckoutDto {
  @IsIn(WALLETS)
  wallet: Wallet;
}
