import { TRANSACTION_KIND, type TransactionKind } from '../../common/enums.js';
import { OneOf } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { Choice, OrderNumber, Text, UserId } from '../../common/fields/text-fields.js';

/**
 * Asks for the result of an aggregate payment, by `no_order` (with `dt_order` where order numbers repeat on
 * other days) or by `oid_paybill`.
 *
 * @see LianLian's "Aggregate Payment Result Query API"
 */
export class AggregateQueryRequest extends LianlianRequest {
  /** Your order number. At most 32 characters. It or `oid_paybill` is required. */
  @OrderNumber({ optional: true })
  @OneOf('no_order', 'oid_paybill')
  no_order?: string | undefined;

  /** Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. */
  @LianlianTime({ optional: true })
  dt_order?: Date | string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Version of the query. At most 6 characters. LianLian's default: 1.0. */
  @Text(6, { optional: true })
  query_version?: string | undefined;

  /** The payer by your own identification. At most 32 characters. */
  @UserId({ optional: true })
  user_id?: string | undefined;

  /**
   * Kind of transaction, in the older edition of the documents only: `0` merchant collects, `1` merchant
   * pays out or withdraws, `2` user collects, transfers or recharges, `3` user withdraws.
   */
  @Choice(Object.values(TRANSACTION_KIND), { optional: true })
  type_dc?: TransactionKind | undefined;
}
