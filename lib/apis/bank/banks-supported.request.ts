import {
  BANK_CHANNEL,
  BANK_PRODUCT,
  type BankChannel,
  type BankProduct,
  CARD_TYPE,
  type CardType,
} from '../../common/enums.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { Choice, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * Asks which banks a product takes, with their limits.
 *
 * @see LianLian's "Supported Bank Query"
 */
export class BanksSupportedRequest extends LianlianRequest {
  /** LianLian's code of the one bank to look up. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** `2` debit card (LianLian's default), `3` credit card, which LianLian does not serve yet. */
  @Choice(Object.values(CARD_TYPE), { optional: true })
  card_type?: CardType | undefined;

  /** `1` authenticated payment, or instalments; `3` new authenticated payment. */
  @Choice(Object.values(BANK_PRODUCT))
  product_type!: BankProduct;

  /**
   * Where the payer is. Authenticated payment: `10` app, `13` web, `15` API, `16` mobile web. Instalments: `44` API, `45` app,
   * `46` mobile web, `55` web.
   */
  @Choice(Object.values(BANK_CHANNEL))
  pay_chnl!: BankChannel;
}
