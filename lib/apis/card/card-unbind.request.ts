import { BOUND_CARD_PAY_TYPE, type BoundCardPayType } from '../../common/enums.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { Choice, Digits, Text, UnlimitedText, UserId } from '../../common/fields/text-fields.js';

/**
 * Unbinds a card from a user. Its token pays no more.
 *
 * @see LianLian's "Card Unbind API"
 */
export class CardUnbindRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /**
   * What the card was bound with: `2` express, debit card (LianLian's default), `3` express, credit card, `D`
   * verified payment, `M` easy payment, `F` easy payment, authorization, `P` new authenticated payment. Cards bound
   * through Easypay may need an explicit `M`.
   */
  @Choice(Object.values(BOUND_CARD_PAY_TYPE), { optional: true })
  pay_type?: BoundCardPayType | undefined;

  /** Token of the bound card. */
  @UnlimitedText()
  no_agree!: string;

  /** Without a meaning here: LianLian's sample has it, no table. At most 8 digits. */
  @Digits(8, { optional: true })
  offset?: number | string | undefined;
}
