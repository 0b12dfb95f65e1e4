import { ID_TYPE, type IdType } from '../enums.js';
import { Amount } from './amount.js';
import { CardOrderRequest } from './card-order-request.js';
import { RequiredWhen } from './conditions.js';
import { IdNumber } from './id-number.js';
import { CardNumber, ChinaPhone, Choice, Text, UnlimitedText } from './text-fields.js';

/** A card payment in yuan: by the card's details, or by the token of a bound card, which stands for all of them. */
export abstract class YuanCardRequest extends CardOrderRequest {
  /** Amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau
   * laissez-passer, `6` mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   * Required without `no_agree`.
   */
  @Choice(Object.values(ID_TYPE), { optional: true })
  @RequiredWhen({ no_agree: null })
  id_type?: IdType | undefined;

  /**
   * Number of the payer's document. An ID card's (`id_type` absent or `0`) has 15 or 18 characters.
   * Required without `no_agree`. Secret.
   */
  @IdNumber({ optional: true })
  @RequiredWhen({ no_agree: null })
  id_no?: string | undefined;

  /** Name of the payer, in Chinese. Required without `no_agree`. Secret. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ no_agree: null })
  acct_name?: string | undefined;

  /** Number of the card. Required without `no_agree`. Secret. */
  @CardNumber({ optional: true })
  @RequiredWhen({ no_agree: null })
  card_no?: string | undefined;

  /** Phone number of the payer at the bank: mainland China, digits alone. Required without `no_agree`. Secret. */
  @ChinaPhone({ optional: true })
  @RequiredWhen({ no_agree: null })
  bind_mob?: string | undefined;

  /** LianLian's code of the card's bank. At most 18 characters. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;
}
