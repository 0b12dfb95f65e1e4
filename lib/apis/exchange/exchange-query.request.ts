import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { OrderNumber, Text } from '../../common/fields/text-fields.js';

/**
 * Asks for the result of a payment in a foreign currency.
 *
 * @see LianLian's "Exchange Payment Result Query API"
 */
export class ExchangeQueryRequest extends LianlianRequest {
  /** Your order number. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;
}
