import type { ReceivedSignType } from '../../common/enums.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The payment was created: send the payer to `gateway_url`. Whether it was paid, the notification or a query
 * tells.
 *
 * LianLian's tables let the signature be absent; an unsigned success is refused all the same.
 *
 * @see LianLian's "Unified Gateway: Payment Creation API"
 */
export class UnifiedCreateResponse extends LianlianResponse {
  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** Your order number. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** The payer by your own identification. */
  @Text(32, { optional: true })
  user_id?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;

  /** Of the SDKs; lives 30 minutes. Secret. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText({ optional: true })
  override sign_type!: ReceivedSignType;

  /** LianLian's signature, already verified. */
  @UnlimitedText({ optional: true })
  override sign!: string;

  /** Where to send the payer. Holds what lets its holder pay: printing the response masks it. */
  @UnlimitedText({ optional: true })
  gateway_url?: string | undefined;
}
