import { REFUND_STATUS } from '../../common/enums.js';

/**
 * Where a refund stands:
 * - `initialized`, `processing`: not final. The notification or a query tells.
 * - `succeeded`, `failed`: final, unless LianLian itself says something else later.
 */
export type RefundState = keyof typeof REFUND_STATUS;

/**
 * The state that a `sta_refund` names. A response that names none says that LianLian has the refund and nothing
 * else, so it is never a failure.
 */
export function refundState(sta_refund: string | undefined): RefundState {
  switch (sta_refund) {
    case REFUND_STATUS.initialized:
      return 'initialized';
    case REFUND_STATUS.succeeded:
      return 'succeeded';
    case REFUND_STATUS.failed:
      return 'failed';
    default:
      return 'processing';
  }
}
