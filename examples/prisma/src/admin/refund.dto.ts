import { Matches } from 'class-validator';

/** How much to pay back. */
export class RefundDto {
  /** In yuan: `"10.00"`. */
  @Matches(/^\d{1,8}\.\d\d$/)
  amount: string;
}
