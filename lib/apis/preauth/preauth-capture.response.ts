import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';

/**
 * LianLian took the capture. There is no notification of it: this response and the query tell the end.
 *
 * @see LianLian's "Pre-authorized capture API"
 */
export class PreauthCaptureResponse extends MerchantResponse {
  /**
   * - `captured`: the money moved; the response has its `settle_date`.
   * - `capturing`: accepted. The query tells the end.
   */
  state!: 'captured' | 'capturing';

  /** Order number of the authorization. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Captured amount in yuan as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;

  /** Clearing date, `yyyyMMdd`. Of successful captures. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** The payer by your own identification. */
  @Text(32, { optional: true })
  user_id?: string | undefined;
}
