import { AccountKind, type AccountKindInput } from '../../common/fields/account-kind.js';
import { Amount } from '../../common/fields/amount.js';
import { RequiredWhen } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import {
  BranchNumber,
  CardNumber,
  OrderNumber,
  Text,
  UnlimitedText,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';

/**
 * Pays money out, to a person's card or to the account of a business.
 *
 * Keep all of it before you send it: a payout that is sent again carries the same number and the same fields. Another
 * number is another payout, and pays a second time.
 *
 * @see LianLian's "Instant Payment Apply API"
 */
export class PayoutApplyRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /**
   * Whose account it is: `personal` (sent as `0`), a person's debit card, or `business` (sent as `1`), the settlement account
   * of a business. LianLian's own table prints other digits: a `1` for a person would pay a business.
   */
  @AccountKind()
  flag_card!: AccountKindInput;

  /** Amount in yuan as decimal text, 0.01 to 99999999.00: `'49.95'`. See `fenToYuan`. */
  @Amount({ most: '99999999.00' })
  money_order!: string;

  /**
   * Your number of the payout, of its own. At most 32 characters.
   *
   * LianLian pays a number once. Another number is another payout, whatever else the two have in common.
   */
  @OrderNumber()
  no_order!: string;

  /**
   * Time of the payout: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai.
   *
   * Never defaults: what is sent again must carry the very `dt_order` of the first attempt. Keep `wholeSeconds()` with the
   * payout: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_order!: Date | string;

  /** Number of the card or account that receives the money. Secret. */
  @CardNumber()
  card_no!: string;

  /** Name of the account's holder. Secret. */
  @UnlimitedText()
  acct_name!: string;

  /** What the money is for; comes back in the query and the notification. At most 255 characters. */
  @Text(255)
  info_order!: string;

  /**
   * Remark that the receiver's bank may show. At most 24 characters. LianLian keeps letters, digits, Chinese characters, `-`
   * and `_`, and drops the others: `memoAsKept` tells beforehand what is left, and the log warns.
   */
  @Text(24)
  memo!: string;

  /**
   * Where LianLian posts the result of the payout: an absolute http or https URL, at most 128 characters. Defaults to the
   * option `payoutNotifyUrl`, never to `notifyUrl`.
   */
  @WebUrl(128, { option: 'payoutNotifyUrl' })
  notify_url?: string | undefined;

  /** LianLian's code of the receiver's bank. Required for the account of a business. At most 18 characters. */
  @Text(18, { optional: true })
  @RequiredWhen({ flag_card: ['1', 'business'] })
  bank_code?: string | undefined;

  /** Name of the receiver's bank. */
  @UnlimitedText({ optional: true })
  bank_name?: string | undefined;

  /**
   * The branch's CNAPS number, 12 digits. For the account of a business LianLian asks for it, or for `brabank_name` with
   * `city_code`; 14 banks need neither. See `banks.branches`.
   */
  @BranchNumber({ optional: true })
  prcptcd?: string | undefined;

  /** Administrative code of the city of the receiver's branch. Goes with `brabank_name`. */
  @UnlimitedText({ optional: true })
  city_code?: string | undefined;

  /** Name of the receiver's branch. Goes with `city_code`. */
  @UnlimitedText({ optional: true })
  brabank_name?: string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems({ optional: true })
  risk_item?: RiskItem | string | undefined;
}
