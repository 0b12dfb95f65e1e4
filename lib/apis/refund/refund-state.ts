import { REFUND_STATUS } from '../../common/enums.js';
import { type IdentifyingNumbers, namesWhatWasAsked } from '../../common/messages/identifying-numbers.js';

/**
 * Where a refund stands:
 * - `initialized`, `processing`: not final. The notification or a query tells.
 * - `succeeded`, `failed`: final, unless LianLian itself says something else later.
 */
export type RefundState = keyof typeof REFUND_STATUS;

/**
 * The state that a response's `sta_refund` names. One that names none says that LianLian has the refund and nothing else,
 * so it is never a failure; and one that does not say which refund it is about tells no end of this one.
 */
export function refundState(
  response: IdentifyingNumbers & { readonly sta_refund?: string | undefined },
  request: IdentifyingNumbers,
): RefundState {
  if (!namesWhatWasAsked(request, response)) return 'processing';
  switch (response.sta_refund) {
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
