import { Amount } from '../../common/fields/amount.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { OrderNumber, SmsCode, Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * A card payment from a server, second step: the SMS code that the payer typed.
 *
 * @see LianLian's "Easypay Verify Direct API"
 */
export class EasypayVerifyRequest extends LianlianRequest {
  /** The order number of the first step. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /** The token from the first step's response. Lives 30 minutes. */
  @UnlimitedText()
  token!: string;

  /**
   * The order's time of the first step: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. Newer edition of
   * the documents: send it when you know it.
   */
  @LianlianTime({ optional: true })
  dt_order?: Date | string | undefined;

  /** The order's amount of the first step, in yuan as decimal text: `'49.95'`. */
  @Amount()
  money_order!: string;

  /** The SMS code, at most 6 characters. */
  @SmsCode()
  verify_code!: string;

  /** LianLian's transaction number from the first step's response. LianLian's sample has it, no table. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;
}
