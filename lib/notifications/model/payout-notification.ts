import type { OrOther, ReceivedSignType } from '../../common/enums.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * LianLian's word on a payout, verified. Its fields are those of a payment: that it is about a payout says the route that
 * took it. Fields that LianLian adds without documenting them are there too.
 *
 * @see LianLian's "Instant Payment asynchronous notification"
 */
export class PayoutNotification extends LianlianMessage {
  /** Tells it from payments and refunds. */
  readonly kind = 'payout' as const;
  /** The merchant number. */
  readonly oid_partner!: string;
  /** The merchant's payout number. */
  readonly no_order!: string;
  /** The merchant's payout time, yyyyMMddHHmmss in Asia/Shanghai. */
  readonly dt_order!: string;
  /** LianLian's transaction number. A payout that was closed under review (`CLOSED`) never got one. */
  readonly oid_paybill?: string | undefined;
  /** Decimal text in yuan as the sender wrote it (`0.1`, `1000.0`): compare `yuanToFen` of it, never text. */
  readonly money_order!: string;
  /**
   * `SUCCESS`: paid out. `FAILURE`: not paid, `info_order` says why. `CANCEL`: the bank returned the money, mostly after a
   * `SUCCESS`, which is no longer true then. `CLOSED`: nobody confirmed it in time, and nothing was paid; LianLian sends no
   * notification of that, the sweeper finds it. `onPayout` gets nothing else.
   */
  readonly result_pay!: OrOther<'SUCCESS' | 'FAILURE' | 'CANCEL' | 'CLOSED'>;
  /** LianLian's clearing date, yyyyMMdd; with a success. */
  readonly settle_date?: string | undefined;
  /** What the request carried in `info_order`; with `FAILURE` LianLian's reason. */
  readonly info_order?: string | undefined;
  /**
   * Of one that the sweeper found: the `appliedAt` that the app listed it with, yyyyMMddHHmmss in Asia/Shanghai. No field of
   * LianLian's.
   */
  readonly appliedAt?: string | undefined;
  readonly sign_type!: ReceivedSignType;
  readonly sign!: string;
}
