import type { OrOther, ReceivedSignType, RefundStatus } from '../../common/enums.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * LianLian's word on a refund, verified. Fields that LianLian adds without documenting them are there too.
 *
 * @see LianLian's "Refund asynchronous notification"
 */
export class RefundNotification extends LianlianMessage {
  /** Tells payments and refunds apart. */
  readonly kind = 'refund' as const;
  /** The merchant number. */
  readonly oid_partner!: string;
  /** The merchant's refund number. LianLian's own number stands in `oid_refundno`; one of them is there. */
  readonly no_refund?: string | undefined;
  /** The merchant's refund time, yyyyMMddHHmmss in Asia/Shanghai. */
  readonly dt_refund?: string | undefined;
  /** Decimal text in yuan as the sender wrote it. */
  readonly money_refund?: string | undefined;
  /** LianLian's refund number. */
  readonly oid_refundno?: string | undefined;
  /** 0 initialized, 1 processing, 2 success, 3 failed. Some editions of LianLian's documents send failures too. */
  readonly sta_refund?: OrOther<RefundStatus> | undefined;
  /** LianLian's clearing date, yyyyMMdd; with a success. */
  readonly settle_date?: string | undefined;
  readonly ret_code?: string | undefined;
  readonly ret_msg?: string | undefined;
  /** Cross-border refunds. */
  readonly money_foreign_refund?: string | undefined;
  /** Cross-border refunds. */
  readonly rate_id?: string | undefined;
  /** Cross-border refunds. */
  readonly rate?: string | undefined;
  /** Cross-border refunds. */
  readonly exchange_bankcode?: string | undefined;
  readonly sign_type!: ReceivedSignType;
  readonly sign!: string;
}
