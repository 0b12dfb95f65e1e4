import { OneOf } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { CardNumber, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * Looks branches of a bank up, for the `prcptcd` of a payout.
 *
 * @see LianLian's "CNAPS Branch Query"
 */
export class BanksBranchesRequest extends LianlianRequest {
  /** A card of the bank. It or `bank_code` is required; `bank_code` counts where both are sent. Secret. */
  @CardNumber({ optional: true })
  @OneOf('bank_code', 'card_no')
  card_no?: string | undefined;

  /** LianLian's code of the bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** Part of the branch's name. */
  @UnlimitedText({ optional: true })
  brabank_name?: string | undefined;

  /** Administrative code of the branch's city. */
  @UnlimitedText({ optional: true })
  city_code?: string | undefined;
}
