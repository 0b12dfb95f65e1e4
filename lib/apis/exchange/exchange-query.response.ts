import type { OrOther } from '../../common/enums.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { ExchangeResponse } from './exchange.response.js';

/**
 * What LianLian knows of a payment in a foreign currency.
 *
 * @see LianLian's "Exchange Payment Result Query API"
 */
export class ExchangeQueryResponse extends ExchangeResponse {
  /** LianLian's transaction number. At most 18 characters. */
  @Text(18)
  oid_paybill!: string;

  /**
   * `SUCCESS` paid, `PROCESSING` the bank is processing, about 3 minutes, `WAITING` not verified yet, or no word from the bank,
   * which LianLian asks for up to 7 days; `REFUND` refunded, `FAILURE` never paid, closed.
   */
  @UnlimitedText()
  result_pay!: OrOther<'SUCCESS' | 'PROCESSING' | 'WAITING' | 'REFUND' | 'FAILURE'>;

  /** Remark, perhaps the reason of a failure. */
  @UnlimitedText({ optional: true })
  memo?: string | undefined;

  /** LianLian's code of the card's bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;
}
