import { BOUND_CARD_PAY_TYPE, type BoundCardPayType } from '../../common/enums.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { CardNumber, Choice, Digits, Text, UnlimitedText, UserId } from '../../common/fields/text-fields.js';

/**
 * Asks for one page of a user's bound cards.
 *
 * @see LianLian's "Card Bind Query API"
 */
export class CardListRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /**
   * What the cards were bound with: `2` express, debit card (LianLian's default), `3` express, credit card,
   * `D` verified payment, `M` easy payment, `F` easy payment, authorization, `P` new authenticated payment. Cards bound
   * through Easypay may need an explicit `M`.
   */
  @Choice(Object.values(BOUND_CARD_PAY_TYPE), { optional: true })
  pay_type?: BoundCardPayType | undefined;

  /** Token of the one bound card to look up. */
  @UnlimitedText({ optional: true })
  no_agree?: string | undefined;

  /** Number of the one card to look up. */
  @CardNumber({ optional: true })
  card_no?: string | undefined;

  /** How many cards to skip: 0 for the first page. A number, or digits in text. At most 8 digits. */
  @Digits(8)
  offset!: number | string;
}
