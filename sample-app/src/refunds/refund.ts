import type { RefundState } from 'nestjs-lianlian';

/**
 * Where a refund stands: as LianLian says, or
 * - `new`: noted, and on its way to LianLian
 * - `unknown`: no response that says anything came. LianLian may have it, or not.
 * - `refused`: the call ended in an error that says that nothing was done. That is an error's word and not LianLian's
 *   of the refund: it stays open until LianLian was asked, and its money is not refunded anew before.
 */
export type RefundStatus = RefundState | 'new' | 'unknown' | 'refused';

/** What the shop only infers: LianLian has not said anything of the refund yet. */
export const INFERRED: readonly RefundStatus[] = ['new', 'unknown', 'refused'];

/** What LianLian says of a refund that has ended. Should it ever say something else, its later word counts. */
const ENDED: readonly RefundStatus[] = ['succeeded', 'failed'];

/** Whether nothing more is to come of it: by LianLian's own word, never by an error's. */
export function hasEnded({ status }: Pick<Refund, 'status'>): boolean {
  return ENDED.includes(status);
}

/** Money that goes back to the payer. */
export interface Refund {
  /** Its number: stored before LianLian hears of it, and the same in every try. */
  readonly no_refund: string;
  /** `dt_refund` of every try. */
  readonly createdAt: Date;
  readonly no_order: string;
  /** Decimal text in the currency of the order. */
  readonly money_refund: string;
  readonly status: RefundStatus;
  readonly reason?: string | undefined;
  /** The day of LianLian's books, once the money went back. */
  readonly settle_date?: string | undefined;
}
