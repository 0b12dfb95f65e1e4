import type { RefundState } from 'nestjs-lianlian';

/** LianLian's own word of a refund: its notification's, or its response's. */
export interface RefundNews {
  readonly status: RefundState;
  readonly settle_date?: string | undefined;
  /** For the operator, where there is something to say. */
  readonly reason?: string | undefined;
}
