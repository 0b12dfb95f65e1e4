import { UnsignedResponse } from '../../common/fields/lianlian-response.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The merchant's balance. It may come without a signature: `verified` says so, and nothing should be decided by one that is
 * not verified.
 *
 * @see LianLian's "Balance Query API"
 */
export class AccountBalanceResponse extends UnsignedResponse {
  /** The merchant's number, where LianLian sends it. */
  @UnlimitedText({ optional: true })
  oid_partner?: string | undefined;

  /** Money at your disposal, in yuan as decimal text, perhaps unpadded: `100.0`. Payouts are taken from it. See `yuanToFen`. */
  @UnlimitedText()
  amt_balance!: string;

  /**
   * Money that is not settled yet, in yuan as decimal text. Refunds are taken from it; LianLian advises merchants who top
   * their account up on its site not to rely on it.
   */
  @UnlimitedText()
  amt_unsettle!: string;
}
