import type { CardBindState } from '../../common/payments/card-bind-state.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * LianLian took the card. `state` tells what is next: `sms-sent` asks for the payer's code.
 *
 * @see LianLian's "MPAY Card Bind Apply API"
 */
export class MpayBindApplyResponse extends MerchantResponse {
  /**
   * - `sms-sent`: ask the payer for the code, then verify with `token`.
   * - `undecided`: neither a token came nor word of an SMS. List the payer's cards to see whether the card is bound.
   */
  state!: CardBindState;

  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** For the second step; lives 30 minutes. Secret. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** Number of the binding. */
  @UnlimitedText({ optional: true })
  no_order?: string | undefined;

  /** Time of the binding, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @UnlimitedText({ optional: true })
  dt_order?: string | undefined;
}
