import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The card is bound: keep `no_agree`, which pays from now on.
 *
 * @see LianLian's "MPAY Card Bind Verify API"
 */
export class MpayBindVerifyResponse extends MerchantResponse {
  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** Number of the card: its last digits in LianLian's table, the whole number in its sample. Secret. */
  @UnlimitedText()
  card_no!: string;

  /** Token of the bound card, which stands for the card's details. Secret. At most 16 characters. */
  @Text(16, { optional: true })
  no_agree?: string | undefined;

  /** Number of the binding. */
  @UnlimitedText({ optional: true })
  no_order?: string | undefined;
}
