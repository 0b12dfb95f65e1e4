import { QUERY_VERSION } from '../../common/enums.js';
import { OneOf } from '../../common/fields/conditions.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { Choice, OrderNumber, Text } from '../../common/fields/text-fields.js';
import type { RequestInput } from '../../common/fields/lianlian-message.js';

/**
 * Asks what became of a payout, by `no_order` or by `oid_paybill`.
 *
 * @see LianLian's "Instant Payment Result Query API"
 */
export class PayoutQueryRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** Your number of the payout. At most 32 characters. It or `oid_paybill` is required. */
  @OrderNumber({ optional: true })
  @OneOf('no_order', 'oid_paybill')
  no_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Version of the query. LianLian's table has it, no sample and no program. */
  @Choice([QUERY_VERSION.plain], { optional: true })
  query_version?: typeof QUERY_VERSION.plain | undefined;
}

/** A payout to ask about. */
export type PayoutQuestion = RequestInput<PayoutQueryRequest> & {
  /**
   * When the payout was sent last: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. Not sent. LianLian may record a payout as
   * late as 30 minutes after it was sent: with this time, `final` says whether they have passed.
   */
  readonly appliedAt?: Date | string | undefined;
};
