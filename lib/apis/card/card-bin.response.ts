import type { CardType, OrOther } from '../../common/enums.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';

/**
 * Which bank issued a card.
 *
 * @see LianLian's "Card Bin Query API"
 */
export class CardBinResponse extends LianlianResponse {
  /** The last 4 digits of the card's number. */
  @Text(4)
  card_no!: string;

  /** LianLian's code of the bank. At most 8 characters. */
  @Text(8)
  bank_code!: string;

  /** Name of the bank, in Chinese. At most 32 characters. */
  @Text(32)
  bank_name!: string;

  /** `2` debit card, `3` credit card. */
  @Text(1)
  card_type!: OrOther<CardType>;
}
