import {
  BUSI_PARTNER,
  type BusiPartner,
  ONLINE_BANKING_PAY_TYPE,
  type OnlineBankingPayType,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { Excludes, Together } from '../../common/fields/conditions.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { PayerIp } from '../../common/fields/payer-ip.js';
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
import { WholeNumber } from '../../common/fields/whole-number.js';

/**
 * A payment on LianLian's aggregate page: online banking, cards, WeChat Pay and Alipay, on PC web sites.
 *
 * @see LianLian's "Aggregate Payment Redirect API"
 */
export class AggregateRedirectRequest extends LianlianRequest {
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
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. May differ from LianLian's date by a
   * day.
   *
   * Never defaults: a retry, a query and a refund must carry the very `dt_order` of the first attempt. Keep
   * `wholeSeconds()` with the order: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_order!: Date | string;

  /** Name of the product. At most 40 characters. */
  @Text(40)
  name_goods!: string;

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
  @PayerIp()
  userreq_ip!: string;

  /** Page of the product: an absolute http or https URL, at most 255 characters. */
  @WebUrl(255, { optional: true })
  url_order?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /**
   * Merchant that receives the money, 18 digits; mainly for LianLian E-wallet. LianLian's default: the one
   * to which `user_id` belongs. Excludes `col_userid`.
   */
  @MerchantNumber({ optional: true })
  @Excludes('col_userid')
  col_oidpartner?: string | undefined;

  /**
   * User who receives the money, mainly for LianLian E-wallet. At most 32 characters. Excludes
   * `col_oidpartner`.
   */
  @UserId({ optional: true })
  col_userid?: string | undefined;

  /**
   * Who shares in the payment: up to 3 recipients, whose amounts do not exceed `money_order` in sum. Takes
   * a list, or `account^type^amount^description` joined by `|`. At most 1024 characters as text.
   */
  @SharingData(1024, 'money_order', { optional: true })
  shareing_data?: readonly SharingRecipient[] | string | undefined;

  /** Merchant that guarantees the transaction, 18 digits; for LianLian E-wallet. */
  @MerchantNumber({ optional: true })
  secured_partner?: string | undefined;

  /** A whole number, for guaranteed transactions; LianLian's documents do not describe it. */
  @WholeNumber({ optional: true })
  buyer_confirm_valid?: number | string | undefined;

  /** A whole number, for guaranteed transactions; LianLian's documents do not describe it. */
  @WholeNumber({ optional: true })
  seller_send_valid?: number | string | undefined;

  /**
   * ID card number of the payer, 15 or 18 characters; other documents are not supported. Verified Payment
   * needs it.
   */
  @IdNumber({ optional: true, idCardsOnly: true })
  id_no?: string | undefined;

  /** Name of the payer, in Chinese. Verified Payment needs it. */
  @UnlimitedText({ optional: true })
  acct_name?: string | undefined;

  /** Bank whose online banking opens at once, without the page of banks. Goes with `pay_type`. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** Kind of online banking: `1` debit card, `8` credit card, `9` business. Goes with `bank_code`. */
  @Choice(Object.values(ONLINE_BANKING_PAY_TYPE), { optional: true })
  @Together('bank_code')
  pay_type?: OnlineBankingPayType | undefined;
}
