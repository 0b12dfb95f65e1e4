import type { RequestInput } from '../../common/fields/lianlian-message.js';
import { isBlank } from '../../common/blank.js';
import { otherTimeMessages } from '../../common/payments/other-time.messages.js';
import { timesBeside } from '../../common/payments/other-time.js';
import { lianlianTimeOf } from '../../common/time.js';
import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import { LianlianSignatureError } from '../../errors/lianlian-signature.error.js';
import type { RefundQueryRequest } from './refund-query.request.js';
import type { RefundQueryResponse } from './refund.response.js';

/** Whether LianLian says that there is none. */
export function isNotFound(error: unknown): boolean {
  return error instanceof LianlianApiError && error.category === 'not_found';
}

/**
 * Looks for a refund that LianLian does not know by the time that it was asked about with. "There is no such refund" lets
 * an app make it anew, so that is only said where it is not known by a time beside it either.
 *
 * @throws LianlianError if LianLian has it with another time, or cannot be asked
 */
export async function refuseIfBeside(
  request: RequestInput<RefundQueryRequest>,
  ask: (request: RequestInput<RefundQueryRequest>) => Promise<RefundQueryResponse>,
): Promise<void> {
  const { no_refund, oid_refundno = '', dt_refund: time } = request;
  if (isBlank(time)) return;
  const kept = lianlianTimeOf(time);
  for (const sent of timesBeside(kept)) {
    const found = await ask({ ...request, dt_refund: sent }).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
    if (found === undefined) continue;
    const { state, money_refund, money_foreign_refund } = found;
    // In the currency of its order, which the response does not name.
    const unit = isBlank(money_foreign_refund) ? ' yuan' : '';
    const says = [state, money_refund && `${money_refund}${unit}`];
    throw new LianlianSignatureError(
      otherTimeMessages.knownByOther(`Refund ${no_refund ?? oid_refundno}`, {
        ...{ field: 'dt_refund', kept, sent, says },
      }),
      { outcome: 'unknown' },
    );
  }
}
