import { Amount } from '../../common/fields/amount.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { OrderNumber, SmsCode, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * A card payment from a server, second step: the SMS code that the payer typed.
 *
 * A token is for one try: where no response came, query the order, and do not verify again.
 *
 * @see LianLian's "MPAY Verify Direct API"
 */
export class MpayVerifyRequest extends LianlianRequest {
  /** The order number of the first step. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /** The token from the first step's response. Lives 30 minutes. Secret. */
  @UnlimitedText()
  token!: string;

  /** The amount of the first step, in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

  /** The code that the payer got by SMS. Secret. At most 6 characters. */
  @SmsCode()
  verify_code!: string;
}
