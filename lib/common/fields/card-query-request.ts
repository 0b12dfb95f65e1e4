import { QUERY_VERSION, type QueryVersion } from '../enums.js';
import { OneOf } from './conditions.js';
import { LianlianRequest } from './lianlian-request.js';
import { LianlianTime } from './lianlian-time.js';
import { Choice, OrderNumber, Text } from './text-fields.js';

/** Asks for the result of a card payment, by `no_order` or by `oid_paybill`: one address of LianLian's serves several products. */
export abstract class CardQueryRequest extends LianlianRequest {
  /** Your order number. At most 32 characters. It or `oid_paybill` is required. */
  @OrderNumber({ optional: true })
  @OneOf('no_order', 'oid_paybill')
  no_order?: string | undefined;

  /**
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. LianLian's tables require it, and working programs
   * leave it out: send it whenever you know it. Without it, a response about an order of the same number on another day
   * passes.
   */
  @LianlianTime({ optional: true })
  dt_order?: Date | string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /**
   * `1.0` (LianLian's default), `1.1`, which adds `bank_name` and `memo` to the response, or `4.0`, which LianLian's demo
   * program alone has, for numbers of the channel.
   */
  @Choice(Object.values(QUERY_VERSION), { optional: true })
  query_version?: QueryVersion | undefined;
}
