import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';

/**
 * LianLian took the cancellation. There is no notification of it; the query tells `cancelled` or `cancelling`.
 *
 * @see LianLian's "Pre-authorized cancel API"
 */
export class PreauthCancelResponse extends MerchantResponse {
  /** Order number of the authorization. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;
}
