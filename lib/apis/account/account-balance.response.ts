import type { ReceivedSignType } from '../../common/enums.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The merchant's balance. It may come without a signature: `verified` says so.
 *
 * @see LianLian's "Balance Query API"
 */
export class AccountBalanceResponse extends LianlianResponse {
  /** Whether LianLian signed it. Decide nothing by one that it did not sign. */
  verified!: boolean;

  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText({ optional: true })
  override sign_type!: ReceivedSignType;

  /** LianLian's signature, already verified. */
  @UnlimitedText({ optional: true })
  override sign!: string;

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
