import type { OrOther, PayoutResult } from '../../common/enums.js';
import type { PayoutState } from '../../common/payments/payout-state.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * Where a payout stands. Of one that LianLian has no record of, all but `ret_code` and `ret_msg` may be absent.
 *
 * @see LianLian's "Instant Payment Result Query API"
 */
export class PayoutQueryResponse extends MerchantResponse {
  /**
   * - `open`: under way. The notification or another query tells. Also where LianLian tells an end at which nothing was paid, and
   *   the inbox knows of a later send within 30 minutes: that one may still be paid. `result_pay` holds LianLian's word.
   * - `needs-confirmation`: held back; nothing was paid. A person confirms it, or LianLian closes it after 24 hours.
   * - `paid`: the money is out. A bank may still return it: `returned`.
   * - `failed`: it never left; `memo` may say why.
   * - `returned`: it was paid, and the receiver's bank gave it back.
   * - `closed`: nobody confirmed it within 24 hours; nothing was paid.
   * - `not-found`: LianLian has no record of it (8901), yet: see `final`.
   */
  state!: PayoutState;

  /**
   * Whether it stays so: of `paid`, `failed`, `returned` and `closed`. A `paid` one may become `returned`, and nothing else.
   *
   * Of `not-found` only where `appliedAt` was given and is more than 30 minutes ago: then the payout may be sent again, with
   * the same `no_order` and every field unchanged. Before that it may be on its way to LianLian's records.
   */
  final!: boolean;

  /** Your number of the payout. */
  @Text(32)
  no_order?: string | undefined;

  /** Time of the payout, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14)
  dt_order?: string | undefined;

  /** LianLian's transaction number; absent of a payout that is held back. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. */
  @Text(12)
  money_order?: string | undefined;

  /** LianLian's own word for where it stands: see `state`, and `PAYOUT_RESULT`. */
  @UnlimitedText()
  result_pay?: OrOther<PayoutResult> | undefined;

  /** Clearing date, `yyyyMMdd`. Of payouts that are paid. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the payout. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** Why the payout failed. */
  @UnlimitedText({ optional: true })
  memo?: string | undefined;
}
