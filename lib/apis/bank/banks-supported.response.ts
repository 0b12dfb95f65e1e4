import { ItemList } from '../../common/fields/item-list.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';
import { SupportedBank } from './supported-bank.js';

/**
 * The banks that a product takes. It seems to come without a signature: `verified` says whether it has one.
 *
 * @see LianLian's "Supported Bank Query"
 */
export class BanksSupportedResponse extends LianlianMessage {
  /** Whether LianLian signed it. Decide nothing by one that it did not sign. */
  verified!: boolean;

  /** `0000`: every other code is thrown. */
  @UnlimitedText()
  ret_code!: string;

  /** LianLian's text for `ret_code`, in Chinese. */
  @UnlimitedText()
  ret_msg!: string;

  /** LianLian's own number of this exchange, where it sends it: quote it when you ask LianLian about one. */
  @UnlimitedText({ optional: true })
  correlationID?: string | undefined;

  /** The banks, none included. */
  @ItemList(SupportedBank, { optional: true })
  support_banklist!: readonly SupportedBank[];
}
