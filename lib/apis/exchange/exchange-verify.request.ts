import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { OrderNumber, SmsCode, UnlimitedText, UserId } from '../../common/fields/text-fields.js';

/**
 * A card payment of an order in a foreign currency, second step: the SMS code that the payer typed.
 *
 * @see LianLian's "Exchange Payment Verify API"
 */
export class ExchangeVerifyRequest extends LianlianRequest {
  /** The payer of the first step. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** The order number of the first step. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /** The token from the first step's response. Lives 30 minutes. Secret. */
  @UnlimitedText()
  token!: string;

  /** The code that the payer got by SMS. Lives 10 minutes. Secret. At most 6 characters. */
  @SmsCode()
  verify_code!: string;
}
