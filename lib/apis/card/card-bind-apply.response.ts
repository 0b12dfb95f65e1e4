import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import type { CardBindState } from '../../common/payments/card-bind-state.js';

/**
 * LianLian took the card. `state` tells what is next: `sms-sent` asks for the payer's code.
 *
 * @see LianLian's "Card Bind Apply API"
 */
export class CardBindApplyResponse extends MerchantResponse {
  /**
   * - `sms-sent`: ask the payer for the code, then verify with `token`.
   * - `undecided`: neither a token came nor word of an SMS. List the payer's cards to see whether the card is bound.
   */
  state!: CardBindState;

  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** For the second step; lives 30 minutes. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** Number of the binding, of a request that had one. In a real response. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Time of the binding, `yyyyMMddHHmmss` in Asia/Shanghai. In a real response. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;
}
