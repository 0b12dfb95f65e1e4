import type { CardPaymentVerifyState } from '../../common/payments/card-payment-state.js';
import type { OrOther } from '../../common/enums.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { ExchangeResponse } from './exchange.response.js';

/**
 * LianLian took the code. `state` tells whether the money moved.
 *
 * @see LianLian's "Exchange Payment Verify API"
 */
export class ExchangeVerifyResponse extends ExchangeResponse {
  /**
   * - `paid`: the money moved. The notification follows.
   * - `processing`: not final. The notification or a query tells.
   */
  state!: CardPaymentVerifyState;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18)
  oid_paybill!: string;

  /** `SUCCESS` or `PROCESSING`. */
  @UnlimitedText()
  result_pay!: OrOther<'SUCCESS' | 'PROCESSING'>;

  /** LianLian's code of the card's bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;
}
