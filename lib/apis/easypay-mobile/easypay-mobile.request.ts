import { EASYPAY_PAY_TYPE, type EasypayPayType, ID_TYPE, type IdType } from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { CardOrderRequest } from '../../common/fields/card-order-request.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { CardNumber, Choice, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * An easy payment in the merchant's own app, which opens it with LianLian's SDK. In the older edition of LianLian's documents
 * alone.
 *
 * @see LianLian's "Easy Payment Mobile (parameters for the SDK)"
 */
export class EasypayMobileRequest extends CardOrderRequest {
  /** Amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

  /** `M` a payment, `F` an authorization. */
  @Choice(Object.values(EASYPAY_PAY_TYPE))
  pay_type!: EasypayPayType;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau laissez-passer, `6`
   * mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   */
  @Choice(Object.values(ID_TYPE))
  id_type!: IdType;

  /** Number of the payer's document. An ID card's (`id_type` 0) has 15 or 18 characters. Secret. */
  @IdNumber()
  id_no!: string;

  /** Name of the payer, in Chinese. Secret. */
  @UnlimitedText()
  acct_name!: string;

  /** Number of the card. Secret. */
  @CardNumber({ optional: true })
  card_no?: string | undefined;

  /** LianLian's code of the card's bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** Opens this bank at once. */
  @UnlimitedText({ optional: true })
  force_bank?: string | undefined;
}
