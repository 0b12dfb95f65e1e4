import type { RefundState } from 'nestjs-lianlian';

/**
 * Where a refund stands: as LianLian says, or
 * - `new`: noted, and on its way to LianLian
 * - `unknown`: no readable response came. LianLian may have it, or not.
 */
export type RefundStatus = RefundState | 'new' | 'unknown';

/** Money that goes back to the payer. */
export interface Refund {
  /** Its number: stored before LianLian hears of it, and the same in every try. */
  readonly no_refund: string;
  /** `dt_refund` of every try. */
  readonly createdAt: Date;
  readonly no_order: string;
  readonly money_refund: string;
  readonly status: RefundStatus;
  readonly reason?: string | undefined;
  /** The day of LianLian's books, once the money went back. */
  readonly settle_date?: string | undefined;
}
