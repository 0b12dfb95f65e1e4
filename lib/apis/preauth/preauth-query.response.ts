import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';
import type { PreauthState } from './preauth-states.js';

/**
 * Where an authorization stands: its `ret_code` is the status, and `state` the status by name.
 *
 * @see LianLian's "Pre-authorized order status query API"
 */
export class PreauthQueryResponse extends MerchantResponse {
  /** The status by name; `PREAUTH_STATES` describes each. */
  state!: PreauthState;

  /** Order number of the authorization. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;
}
