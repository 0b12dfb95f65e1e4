import { IsIn } from 'class-validator';

import { type ShopName, SHOPS } from '../merchants.js';

/** `I` is WeChat Pay, `L` is Alipay. */
const WALLETS = ['I', 'L'] as const;
export type Wallet = (typeof WALLETS)[number];

/** What a payer wants, and how they pay it. */
export class OrderDto {
  @IsIn(Object.keys(SHOPS))
  shop!: ShopName;

  @IsIn(WALLETS)
  wallet!: Wallet;
}
