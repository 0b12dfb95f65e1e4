import type { CardPaymentState } from '../../common/payments/card-payment-state.js';
import type { OrOther } from '../../common/enums.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { ExchangeResponse } from './exchange.response.js';

/**
 * The transaction was created. `state` tells what is next: `sms-sent` asks for the payer's code.
 *
 * @see LianLian's "Exchange Payment Apply API"
 */
export class ExchangeApplyResponse extends ExchangeResponse {
  /**
   * - `sms-sent` (a `token`): ask the payer for the code, then verify.
   * - `paid`: the money moved, without an SMS step. The notification follows.
   * - `processing`: not final. The notification or a query tells.
   */
  state!: CardPaymentState;

  /** LianLian's transaction number, once the transaction was created. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** `SUCCESS` or `PROCESSING`. Only where the merchant has no SMS step. */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'PROCESSING'> | undefined;

  /** For the second step; lives 30 minutes. Never where the merchant has no SMS step. Secret. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;
}
