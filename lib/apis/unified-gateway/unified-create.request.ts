import {
  BUSI_PARTNER,
  type BusiPartner,
  GATEWAY_CARD_TYPE,
  GATEWAY_CHANNEL,
  type GatewayCardType,
  type GatewayChannel,
  GATEWAY_PRODUCT,
  type GatewayProduct,
  ID_TYPE,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { ChoiceWhen, Together } from '../../common/fields/conditions.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { PayerIp } from '../../common/fields/payer-ip.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import { SharingData, type SharingRecipient } from '../../common/fields/sharing-data.js';
import {
  CardNumber,
  ChinaPhone,
  Choice,
  OrderNumber,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';
import { NumberChoice, WholeNumber } from '../../common/fields/whole-number.js';

/**
 * A payment that is created from a server and paid on a page of LianLian's.
 *
 * @see LianLian's "Unified Gateway: Payment Creation API"
 */
export class UnifiedCreateRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** What is sold: `101001` virtual, `109001` physical products. Defaults to the option `busiPartner`. */
  @Choice(Object.values(BUSI_PARTNER), { option: 'busiPartner' })
  busi_partner?: BusiPartner | undefined;

  /**
   * Your order number. At most 32 characters.
   *
   * An unpaid order may be sent again with the same `dt_order`; a paid one is refused.
   */
  @OrderNumber()
  no_order!: string;

  /**
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai.
   *
   * Never defaults: a retry, a query and a refund must carry the very `dt_order` of the first attempt. Keep
   * `wholeSeconds()` with the order: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_order!: Date | string;

  /** Name of the product. At most 40 characters. */
  @Text(40, { optional: true })
  name_goods?: string | undefined;

  /** Comes back in notifications. At most 255 characters. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** Amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

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
  url_return?: string | undefined;

  /** The payer's IP address as `request.ip` has it, or with underscores. At most 32 characters. */
  @PayerIp({ optional: true })
  userreq_ip?: string | undefined;

  /** Where the payer goes to change cards: an absolute http or https URL, at most 128 characters. */
  @WebUrl(128, { optional: true })
  back_url?: string | undefined;

  /**
   * Who shares in the payment: up to 3 recipients, whose amounts do not exceed `money_order` in sum. Takes
   * a list, or `account^type^amount^description` joined by `|`. At most 128 characters as text.
   */
  @SharingData(128, 'money_order', { optional: true })
  shareing_data?: readonly SharingRecipient[] | string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /**
   * `0` bank card, low limit, `1` bank card, high limit, `2` online banking, `5` new authenticated payment, `12` mobile
   * online banking (in apps alone: `flag_chnl` 0 or 1).
   */
  @Choice(Object.values(GATEWAY_PRODUCT))
  flag_pay_product!: GatewayProduct;

  /** Where the payer is: `0` Android SDK, `1` iOS SDK, `2` web, `3` WAP; as a number or as text. */
  @NumberChoice(Object.values(GATEWAY_CHANNEL))
  @ChoiceWhen([GATEWAY_CHANNEL.android, GATEWAY_CHANNEL.ios], {
    flag_pay_product: [GATEWAY_PRODUCT.mobileOnlineBanking],
  })
  flag_chnl!: GatewayChannel | number;

  /** Document of `id_no`: `0` ID card, and no other. */
  @Choice([ID_TYPE.idCard], { optional: true })
  id_type?: typeof ID_TYPE.idCard | undefined;

  /** ID card number of the payer, 15 or 18 characters. */
  @IdNumber({ optional: true, idCardsOnly: true })
  id_no?: string | undefined;

  /** Name of the payer, in Chinese. */
  @UnlimitedText({ optional: true })
  acct_name?: string | undefined;

  /** Number of the card. */
  @CardNumber({ optional: true })
  card_no?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** Phone number of the payer at the bank: mainland China, digits alone. At most 18 digits. */
  @ChinaPhone({ optional: true, maxLength: 18 })
  bind_mob?: string | undefined;

  /** Token of a bound card. At most 32 characters. */
  @Text(32, { optional: true })
  no_agree?: string | undefined;

  /** Bank whose online banking opens at once. Goes with `card_type`. */
  @UnlimitedText({ optional: true })
  @Together('card_type')
  bank_code?: string | undefined;

  /**
   * Kind of online banking; goes with `bank_code`. LianLian's table: `1` debit card, `8` credit card, `9` business. Programs
   * of merchants: `0` debit card, `1` credit card, `2` business. Ask LianLian which of the two holds for your merchant.
   */
  @Choice(Object.values(GATEWAY_CARD_TYPE), { optional: true })
  @Together('bank_code')
  card_type?: GatewayCardType | undefined;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** Look of LianLian's page. LianLian's demo program alone has it, no document: ask LianLian for its values. */
  @UnlimitedText({ optional: true })
  theme?: string | undefined;

  /** Head of LianLian's page. LianLian's demo program alone has it, no document: ask LianLian for its values. */
  @UnlimitedText({ optional: true })
  show_head?: string | undefined;
}
