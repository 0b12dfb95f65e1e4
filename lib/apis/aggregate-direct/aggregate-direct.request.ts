import {
  BUSI_PARTNER,
  type BusiPartner,
  ID_TYPE,
  type IdType,
  WALLET_PAY_TYPE,
  type WalletPayType,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { Excludes, RequiredWhen } from '../../common/fields/conditions.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import { SharingData, type SharingRecipient } from '../../common/fields/sharing-data.js';
import {
  Choice,
  MerchantNumber,
  OrderNumber,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';

/**
 * A payment by WeChat Pay or Alipay from a server: QR codes, the WeChat app, a WeChat official account.
 *
 * @see LianLian's "Aggregate Payment Direct API"
 */
export class AggregateDirectRequest extends LianlianRequest {
  /**
   * Your order number. At most 32 characters.
   *
   * An unpaid order may be sent again with the same `dt_order`; a paid one is refused.
   */
  @OrderNumber()
  no_order!: string;

  /** Application identifier from WeChat Pay. Required for `pay_type` Y and W. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['Y', 'W'] })
  appid?: string | undefined;

  /** The payer within the WeChat official account. Required for `pay_type` W. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['W'] })
  openid?: string | undefined;

  /** What is sold: `101001` virtual, `109001` physical products. Defaults to the option `busiPartner`. */
  @Choice(Object.values(BUSI_PARTNER), { option: 'busiPartner' })
  busi_partner?: BusiPartner | undefined;

  /** Amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Real name of the payer. Without it the payer stays anonymous. */
  @UnlimitedText({ optional: true })
  name_user?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau
   * laissez-passer, `6` mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   */
  @Choice(Object.values(ID_TYPE), { optional: true })
  id_type?: IdType | undefined;

  /**
   * ID card number of the payer, 15 or 18 characters; other documents are not supported. Verified Payment
   * needs it.
   */
  @IdNumber({ optional: true, idCardsOnly: true })
  id_no?: string | undefined;

  /** User who receives the money, for LianLian E-wallet only. Excludes `col_oidpartner`. */
  @UnlimitedText({ optional: true })
  col_userid?: string | undefined;

  /** Merchant that receives the money, 18 digits. Excludes `col_userid`. */
  @MerchantNumber({ optional: true })
  @Excludes('col_userid')
  col_oidpartner?: string | undefined;

  /** Name of the product. At most 40 characters. */
  @Text(40)
  name_goods!: string;

  /**
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. May differ from LianLian's date by a
   * day.
   *
   * Never defaults: a retry, a query and a refund must carry the very `dt_order` of the first attempt. Keep
   * `wholeSeconds()` with the order: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_order!: Date | string;

  /**
   * Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128
   * characters. Defaults to the option `notifyUrl`.
   */
  @WebUrl(128, { option: 'notifyUrl' })
  notify_url?: string | undefined;

  /**
   * Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the
   * option `returnUrl`.
   */
  @WebUrl(128, { optional: true, option: 'returnUrl' })
  return_url?: string | undefined;

  /** Comes back in notifications. At most 255 characters. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** `I` WeChat QR code, `L` Alipay QR code, `Y` WeChat app, `W` WeChat official account. */
  @Choice(Object.values(WALLET_PAY_TYPE))
  pay_type!: WalletPayType;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /**
   * Who shares in the payment: up to 3 recipients, whose amounts do not exceed `money_order` in sum. Takes
   * a list, or `account^type^amount^description` joined by `|`. At most 1024 characters as text.
   */
  @SharingData(1024, 'money_order', { optional: true })
  shareing_data?: readonly SharingRecipient[] | string | undefined;
}
