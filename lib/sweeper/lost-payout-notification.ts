import type { PayoutQueryResponse } from '../apis/payout/payout-query.response.js';
import { isBlank } from '../common/blank.js';
import { PAYOUT_RESULT } from '../common/enums.js';
import { fenOf } from '../common/money.js';
import { PayoutNotification } from '../notifications/model/payout-notification.js';
import type { AskedOrder } from './asked-order.js';

/** Results that LianLian names a transaction with, or something is wrong. */
const WITH_TRANSACTION: readonly string[] = [PAYOUT_RESULT.paid, PAYOUT_RESULT.returned];

/**
 * The notification of a payout that was lost, or that LianLian never sends, from a query's verified response; undefined if
 * the response does not name what it needs: the amount, and the transaction of money that left.
 */
export function payoutNotificationFrom(
  response: PayoutQueryResponse,
  asked: AskedOrder & { readonly appliedAt: string | undefined },
): PayoutNotification | undefined {
  const { oid_paybill, money_order, result_pay = '', dt_order, settle_date, info_order, memo } = response;
  if (fenOf(money_order) === undefined) return undefined;
  if (isBlank(oid_paybill) && WITH_TRANSACTION.includes(result_pay)) return undefined;
  const { sign_type, sign } = response;
  // A notification of a failure has the reason there, and a query beside it.
  const info = result_pay === PAYOUT_RESULT.failed ? memo : info_order;
  const fields = { dt_order, oid_paybill, money_order, result_pay, settle_date, info_order: info };
  const named = Object.entries({ ...fields, sign_type, sign }).filter(([, value]) => !isBlank(value));
  return Object.assign(new PayoutNotification(), asked, Object.fromEntries(named));
}
