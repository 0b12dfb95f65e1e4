import {
  CLIENT_CHANNEL,
  type ClientChannel,
  EASYPAY_CARD_PAY_TYPE,
  type EasypayCardPayType,
} from '../../common/enums.js';
import { RequiredWhen, Together } from '../../common/fields/conditions.js';
import { Choice, UnlimitedText } from '../../common/fields/text-fields.js';
import { YuanCardRequest } from '../../common/fields/yuan-card-request.js';

/**
 * A card payment from a server, first step: creates the transaction and sends the payer an SMS code.
 *
 * Direct access is granted by LianLian's risk and due diligence teams. Without `no_agree` (a bound card) the
 * card's details are required.
 *
 * @see LianLian's "Easypay Apply Direct API"
 */
export class EasypayApplyRequest extends YuanCardRequest {
  /** `M` debit card, `F` pre-authorization, `N` credit card (older edition of the documents). */
  @Choice(Object.values(EASYPAY_CARD_PAY_TYPE))
  pay_type!: EasypayCardPayType;

  /** Expiry of a credit card, as the bank prints it. Required for credit cards; goes with `cvv2`. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'], no_agree: null })
  @Together('cvv2')
  vali_date?: string | undefined;

  /** Security code of a credit card. Required for credit cards; goes with `vali_date`. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'], no_agree: null })
  cvv2?: string | undefined;

  /** Where the payer is: `10` app, `13` PC, `16` H5, `18` IVR, `NA` none (older edition of the documents). */
  @Choice(Object.values(CLIENT_CHANNEL), { optional: true })
  client_chnl?: ClientChannel | undefined;
}
