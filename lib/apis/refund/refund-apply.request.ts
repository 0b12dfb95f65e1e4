import { Amount } from '../../common/fields/amount.js';
import { OneOf } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { OrderNumber, RefundNumber, Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';

/**
 * Gives back a payment, in full or in part, of the last 6 months typically. The payment is named by `no_order`
 * (with `dt_order`) or by `oid_paybill`.
 *
 * @see LianLian's "Refund Apply API"
 */
export class RefundApplyRequest extends LianlianRequest {
  /**
   * Your number of the refund, made for it alone: never one cut from the order's number, where two orders could get the
   * same one. At most 32 characters.
   */
  @RefundNumber()
  no_refund!: string;

  /**
   * Time of the refund: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai.
   *
   * Never defaults: the query asks with it, and a retry must carry the very `dt_refund` of the first attempt. Keep
   * `wholeSeconds()` with the refund: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_refund!: Date | string;

  /**
   * Amount to give back, as decimal text in yuan, or with `crossBorder` in the currency of the order, 0.01 to 100000000.00: `'49.95'`. All refunds together do not
   * exceed the payment.
   */
  @Amount()
  money_refund!: string;

  /** Order number of the payment. At most 32 characters. It or `oid_paybill` is required. */
  @OrderNumber({ optional: true })
  @OneOf('no_order', 'oid_paybill')
  no_order?: string | undefined;

  /** The payment's `dt_order`: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. */
  @LianlianTime({ optional: true })
  dt_order?: Date | string | undefined;

  /** LianLian's transaction number of the payment. At most 32 characters. */
  @Text(32, { optional: true })
  oid_paybill?: string | undefined;

  /**
   * Where LianLian posts the notification of the refund: an absolute http or https URL, at most 128
   * characters. Defaults to the option `notifyUrl`.
   */
  @WebUrl(128, { option: 'notifyUrl' })
  notify_url?: string | undefined;

  /** Merchant that refunds. LianLian's demo program alone has it, no document: send it only if LianLian asks for it. */
  @UnlimitedText({ optional: true })
  trader_refund?: string | undefined;
}
