import { CARD_BIND_PAY_TYPE, type CardBindPayType, ID_TYPE, type IdType } from '../../common/enums.js';
import { RequiredWhen, Together } from '../../common/fields/conditions.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import {
  CardNumber,
  ChinaPhone,
  Choice,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';

/**
 * Binds a card to a user without a payment, first step: sends the payer an SMS code. The cards of one user
 * are cards of one person.
 *
 * @see LianLian's "Card Bind Apply API"
 */
export class CardBindApplyRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** `M` debit card, `N` credit card, `D` authenticated payment. */
  @Choice(Object.values(CARD_BIND_PAY_TYPE))
  pay_type!: CardBindPayType;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /** Expiry of a credit card, as the bank prints it. Required for credit cards; goes with `cvv2`. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'] })
  @Together('cvv2')
  vali_date?: string | undefined;

  /** Security code of a credit card. Required for credit cards; goes with `vali_date`. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'] })
  cvv2?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau
   * laissez-passer, `6` mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   */
  @Choice(Object.values(ID_TYPE))
  id_type!: IdType;

  /** Number of the payer's document. An ID card's (`id_type` 0) has 15 or 18 characters. */
  @IdNumber()
  id_no!: string;

  /** Name of the payer, in Chinese. */
  @UnlimitedText()
  acct_name!: string;

  /** Number of the card. */
  @CardNumber()
  card_no!: string;

  /** Phone number of the payer at the bank: mainland China, digits alone. */
  @ChinaPhone()
  bind_mob!: string;
}
