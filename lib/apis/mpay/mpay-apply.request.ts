import { MPAY_PAY_TYPE, type MpayPayType } from '../../common/enums.js';
import { SharingData, type SharingRecipient } from '../../common/fields/sharing-data.js';
import { Choice, UnlimitedText } from '../../common/fields/text-fields.js';
import { YuanCardRequest } from '../../common/fields/yuan-card-request.js';

/**
 * A card payment from a server, first step: creates the transaction, and sends the payer an SMS code where the merchant has
 * that step.
 *
 * Direct access is granted by LianLian's risk and due diligence teams. Without `no_agree` (a bound card) the card's details
 * are required.
 *
 * @see LianLian's "MPAY Apply Direct API"
 */
export class MpayApplyRequest extends YuanCardRequest {
  /**
   * `2` debit card, `3` credit card, `P` new authenticated payment; `27` a credit card of American Express and `D`
   * authenticated payment in other programs.
   */
  @Choice(Object.values(MPAY_PAY_TYPE))
  pay_type!: MpayPayType;

  /** Who shares in the payment: at most 3 recipients, their sum not above `money_order`; or LianLian's text. */
  @SharingData(undefined, 'money_order', { optional: true })
  shareing_data?: readonly SharingRecipient[] | string | undefined;

  /** Expiry of a credit card, `YYMM` in programs of merchants. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  vali_date?: string | undefined;

  /** Security code of a credit card. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  cvv2?: string | undefined;
}
