import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { UnlimitedText, UserId } from '../../common/fields/text-fields.js';

/**
 * Binds a card to a user, second step: the SMS code that the payer typed.
 *
 * @see LianLian's "Card Bind Verify API"
 */
export class CardBindVerifyRequest extends LianlianRequest {
  /** The token from the first step's response. Lives 30 minutes. */
  @UnlimitedText()
  token!: string;

  /** The payer of the first step. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** The code that the payer got by SMS, of 6 digits mostly. */
  @UnlimitedText()
  verify_code!: string;
}
