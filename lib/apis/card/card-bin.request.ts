import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { CardNumber } from '../../common/fields/text-fields.js';

/**
 * Asks which bank issued a card.
 *
 * @see LianLian's "Card Bin Query API"
 */
export class CardBinRequest extends LianlianRequest {
  /** Number of the card. */
  @CardNumber()
  card_no!: string;
}
