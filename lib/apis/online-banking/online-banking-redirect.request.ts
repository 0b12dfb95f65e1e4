import {
  BUSI_PARTNER,
  type BusiPartner,
  CHARSET_NAME,
  type CharsetName,
  ONLINE_BANKING_PAY_TYPE,
  type OnlineBankingPayType,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { PayerIp } from '../../common/fields/payer-ip.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import { Choice, OrderNumber, Text, UserId } from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';
import { WholeNumber } from '../../common/fields/whole-number.js';

/**
 * A payment by online banking, on PC web sites: on a page with the banks, or at once at the bank of
 * `bank_code`.
 *
 * Some banks (ICBC, for one) never send the payer back to `url_return`.
 *
 * @see LianLian's "Online Banking Payment API"
 */
export class OnlineBankingRedirectRequest extends LianlianRequest {
  /**
   * Encoding in which the browser posts the form. UTF-8 unless you say otherwise, and `toHtml()` always posts
   * UTF-8: name another one only for a page of your own in that encoding.
   */
  @Choice(Object.values(CHARSET_NAME))
  charset_name?: CharsetName | undefined = CHARSET_NAME.utf8;

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
  @PayerIp({ optional: true })
  userreq_ip?: string | undefined;

  /** Page of the product: an absolute http or https URL, at most 255 characters. */
  @WebUrl(255, { optional: true })
  url_order?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** Bank whose online banking opens at once, without the page of banks. At most 18 characters. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /** Kind of online banking: `1` debit card, `8` credit card, `9` business. */
  @Choice(Object.values(ONLINE_BANKING_PAY_TYPE), { optional: true })
  pay_type?: OnlineBankingPayType | undefined;
}
