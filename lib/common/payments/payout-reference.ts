/** A payout to ask LianLian about. */
export interface PayoutReference {
  readonly no_order: string;
  /** A `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai: exactly that of the payout. */
  readonly dt_order: Date | string;
  /** Required with several merchants. */
  readonly oid_partner?: string | null | undefined;
  /**
   * When it was sent last: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. With it, what was sent again is asked about at
   * once, and not an hour after its failure. Only with it can LianLian's "no such payout" be final, from 30 minutes after
   * that on: before, the payout may still be on its way to LianLian's records. And only with it is a failure without a
   * transaction (9104, say) told again, where the payout was sent again and failed once more.
   */
  readonly appliedAt?: Date | string | null | undefined;
}
