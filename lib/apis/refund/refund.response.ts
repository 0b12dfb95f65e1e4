import type { OrOther, RefundStatus } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import type { RefundState } from './refund-state.js';

/** What LianLian says of a refund, when it is applied for and when it is queried. */
abstract class RefundResponse extends MerchantResponse {
  /**
   * `sta_refund` by name:
   * - `initialized`, `processing`: not final. The notification or a query tells. A response without a known
   *   `sta_refund`, or without the number of the refund that was asked about, is `processing` too.
   * - `succeeded`: the money goes back to the payer.
   * - `failed`: it does not.
   */
  state!: RefundState;

  /** Your number of the refund. */
  @Text(32, { optional: true })
  no_refund?: string | undefined;

  /** Time of the refund, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_refund?: string | undefined;

  /**
   * Amount of the refund as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. In yuan, or in the currency of an
   * order in another one.
   */
  @Text(12, { optional: true })
  money_refund?: string | undefined;

  /** LianLian's number of the refund. At most 16 characters. */
  @Text(16, { optional: true })
  oid_refundno?: string | undefined;

  /** `0` initialized, `1` processing, `2` succeeded, `3` failed: see `state`, and `REFUND_STATUS`. */
  @Text(1, { optional: true })
  sta_refund?: OrOther<RefundStatus> | undefined;

  /** Clearing date, `yyyyMMdd`. Of successful refunds. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** Amount in the foreign currency. Cross-border refunds. */
  @Text(12, { optional: true })
  money_foreign_refund?: string | undefined;

  /** Number of the exchange rate. Cross-border refunds. */
  @UnlimitedText({ optional: true })
  rate_id?: string | undefined;

  /** Exchange rate. Cross-border refunds. */
  @UnlimitedText({ optional: true })
  rate?: string | undefined;

  /** Code of the bank that exchanges. Cross-border refunds. */
  @UnlimitedText({ optional: true })
  exchange_bankcode?: string | undefined;
}

/**
 * LianLian took the refund; `state` tells how far it is.
 *
 * @see LianLian's "Refund Apply API"
 */
export class RefundApplyResponse extends RefundResponse {}

/**
 * What became of a refund.
 *
 * @see LianLian's "Refund Result Query API"
 */
export class RefundQueryResponse extends RefundResponse {}
