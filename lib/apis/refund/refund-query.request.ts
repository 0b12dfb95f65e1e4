import { OneOf, RequiredWhen } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { RefundNumber, Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * Asks what became of a refund, by `no_refund` or by `oid_refundno`. LianLian recommends to ask 15 minutes
 * after the refund at the earliest.
 *
 * @see LianLian's "Refund Result Query API"
 */
export class RefundQueryRequest extends LianlianRequest {
  /** Your number of the refund. At most 32 characters. It or `oid_refundno` is required. */
  @RefundNumber({ optional: true })
  @OneOf('no_refund', 'oid_refundno')
  no_refund?: string | undefined;

  /**
   * Time of the refund: the very `dt_refund` of the refund, as a `Date` or `yyyyMMddHHmmss` text. May be left out beside
   * `oid_refundno`.
   */
  @LianlianTime({ optional: true })
  @RequiredWhen({ oid_refundno: null })
  dt_refund?: Date | string | undefined;

  /** LianLian's number of the refund (older edition of the documents). At most 16 characters. */
  @Text(16, { optional: true })
  oid_refundno?: string | undefined;

  /** Merchant that refunds. LianLian's demo program alone has it, no document: send it only if LianLian asks for it. */
  @UnlimitedText({ optional: true })
  trader_refund?: string | undefined;
}
