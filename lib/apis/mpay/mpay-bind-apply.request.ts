import {
  MPAY_BIND_ID_TYPE,
  MPAY_BIND_PAY_TYPE,
  type MpayBindIdType,
  type MpayBindPayType,
} from '../../common/enums.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
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
import { WebUrl } from '../../common/fields/web-url.js';

/**
 * Binds a card to a user without a payment, first step: sends the payer an SMS code.
 *
 * @see LianLian's "MPAY Card Bind Apply API"
 */
export class MpayBindApplyRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /**
   * `2` debit card, `3` credit card, `P` new authenticated payment; `27` a credit card of American Express, in LianLian's demo
   * program alone.
   */
  @Choice(Object.values(MPAY_BIND_PAY_TYPE))
  pay_type!: MpayBindPayType;

  /**
   * Risk parameters: an object, or JSON text of one, which is sent as it stands. LianLian's table requires it, its demo program
   * leaves it out: send it.
   */
  @RiskItems({ optional: true })
  risk_item?: RiskItem | string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau laissez-passer, `6`
   * mainland travel permit for Taiwan residents, `9` police officer card, `X` other. LianLian's demo program has other
   * documents for some digits, and says that ID cards alone work: send `0`.
   */
  @Choice(Object.values(MPAY_BIND_ID_TYPE))
  id_type!: MpayBindIdType;

  /** Number of the payer's document. An ID card's (`id_type` 0) has 15 or 18 characters. Secret. */
  @IdNumber()
  id_no!: string;

  /** Name of the payer, in Chinese. Secret. */
  @UnlimitedText()
  acct_name!: string;

  /** Number of the card. Secret. */
  @CardNumber()
  card_no!: string;

  /** Phone number of the payer at the bank: mainland China, digits alone. Secret. */
  @ChinaPhone()
  bind_mob!: string;

  /** Your number of the binding. */
  @UnlimitedText({ optional: true })
  no_order?: string | undefined;

  /** Time of the binding: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. */
  @LianlianTime({ optional: true })
  dt_order?: Date | string | undefined;

  /**
   * Where LianLian posts the result of the binding. No document tells what it posts, so nothing stands in for it, and the
   * module has no route for it: leave it out, and take the binding from `bindVerify`.
   */
  @WebUrl(undefined, { optional: true })
  notify_url?: string | undefined;

  /** Expiry of a credit card, as the bank prints it. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  vali_date?: string | undefined;

  /** Security code of a credit card. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  cvv2?: string | undefined;
}
