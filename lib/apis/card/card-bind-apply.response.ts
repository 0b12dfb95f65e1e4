import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The SMS code is on its way: ask the payer for it, then verify with `token`.
 *
 * @see LianLian's "Card Bind Apply API"
 */
export class CardBindApplyResponse extends MerchantResponse {
  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** For the second step; lives 30 minutes. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;
}
