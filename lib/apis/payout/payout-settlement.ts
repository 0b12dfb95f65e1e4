import { LianlianMessage } from '../../common/fields/lianlian-message.js';
import type { LianlianError } from '../../errors/lianlian.error.js';
import type { PayoutApplyResponse } from './payout-apply.response.js';
import type { PayoutQueryResponse } from './payout-query.response.js';
import type { PayoutState } from '../../common/payments/payout-state.js';
import type { PayoutReviewReason } from './payout-state.js';

/** Where a payout stood when `settle` ended. Printing it masks what is secret. */
export class PayoutSettlement extends LianlianMessage {
  /** As a query tells it; `open` where the time was up and nothing was known. */
  readonly state: PayoutState;

  /** Whether it stays so: see `PayoutQueryResponse`. Where it is false, settle it again, or query it, later. */
  readonly final: boolean;

  /** Your number of the payout. */
  readonly no_order: string;

  /** LianLian's transaction number, where it is known: keep it. */
  readonly oid_paybill: string | undefined;

  /** Of `needs-confirmation`, why: where the application said so. A query does not. */
  readonly reason: PayoutReviewReason | undefined;

  /** Of `needs-confirmation`: confirms the payout, where the application brought it. Secret: it lets the money go. */
  readonly confirm_code: string | undefined;

  /** Of `failed`: LianLian's reason. */
  readonly memo: string | undefined;

  /** LianLian's last response. */
  readonly response: PayoutApplyResponse | PayoutQueryResponse | undefined;

  /** What kept LianLian from telling more, where something did: the last error of a send or a query. */
  readonly error: LianlianError | undefined;

  constructor(no_order: string, known: Partial<Omit<PayoutSettlement, 'no_order'>>) {
    super();
    this.state = known.state ?? 'open';
    this.final = known.final ?? false;
    this.no_order = no_order;
    this.oid_paybill = known.oid_paybill;
    this.reason = known.reason;
    this.confirm_code = known.confirm_code;
    this.memo = known.memo;
    this.response = known.response;
    this.error = known.error;
  }
}
