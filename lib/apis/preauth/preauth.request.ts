import { AUTHORIZATION_PAY_TYPE, type AuthorizationPayType } from '../../common/enums.js';
import { OneOf } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import { Choice, OrderNumber, Text, UserId } from '../../common/fields/text-fields.js';

/** What names an authorization: `no_order` or `oid_paybill`, beside the order's time. */
export abstract class PreauthRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** `F` credit card, `G` debit card (older edition of the documents). */
  @Choice(Object.values(AUTHORIZATION_PAY_TYPE))
  pay_type!: AuthorizationPayType;

  /** Order number of the authorization. At most 32 characters. It or `oid_paybill` is required. */
  @OrderNumber({ optional: true })
  @OneOf('no_order', 'oid_paybill')
  no_order?: string | undefined;

  /** The very `dt_order` of the authorization: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. */
  @LianlianTime()
  dt_order!: Date | string;

  /** LianLian's transaction number of the authorization. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;
}

/**
 * Asks where an authorization stands.
 *
 * @see LianLian's "Pre-authorized order status query API"
 */
export class PreauthQueryRequest extends PreauthRequest {
  /** The payer by your own identification. LianLian's sample has it, no table. At most 32 characters. */
  @UserId({ optional: true })
  user_id?: string | undefined;
}
