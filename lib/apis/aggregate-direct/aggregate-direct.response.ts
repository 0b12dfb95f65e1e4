import type { OrOther, WalletPayType } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { PayLoad, type PayLoadOf } from './pay-load.js';

/**
 * The order was created: show the payer `payLoad`. Whether it was paid, the notification or a query tells.
 *
 * @see LianLian's "Aggregate Payment Direct API"
 */
export class AggregateDirectResponse<PayType extends WalletPayType = WalletPayType> extends MerchantResponse {
  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Your order number. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;

  /**
   * What starts the payment. `pay_type` I and L: the link to show as a QR code, as text. Y: the parameters of
   * the WeChat SDK, W: those of the official account's API, as an object. Something else that LianLian sends
   * instead is here as it came.
   */
  @PayLoad({ optional: true })
  payLoad?: PayLoadOf<PayType> | undefined;

  /** `info_order` of the request. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** `I` WeChat QR code, `L` Alipay QR code, `Y` WeChat app, `W` WeChat official account. */
  @UnlimitedText()
  pay_type!: OrOther<WalletPayType>;
}
