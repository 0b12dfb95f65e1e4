import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { UnlimitedText, UserId } from '../../common/fields/text-fields.js';

/**
 * Binds a card to a user, second step: the SMS code that the payer typed.
 *
 * @see LianLian's "MPAY Card Bind Verify API"
 */
export class MpayBindVerifyRequest extends LianlianRequest {
  /** The token from the first step's response. Lives 30 minutes. Secret. */
  @UnlimitedText()
  token!: string;

  /** The payer of the first step. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** The code that the payer got by SMS. Secret. */
  @UnlimitedText()
  verify_code!: string;

  /** Your number of the binding, where the first step had one. */
  @UnlimitedText({ optional: true })
  no_order?: string | undefined;
}
