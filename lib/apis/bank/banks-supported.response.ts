import { ItemList } from '../../common/fields/item-list.js';
import { UnsignedResponse } from '../../common/fields/lianlian-response.js';
import { SupportedBank } from './supported-bank.js';

/**
 * The banks that a product takes. It may come without a signature: `verified` says so, and nothing should be decided by one
 * that is not verified.
 *
 * @see LianLian's "Supported Bank Query"
 */
export class BanksSupportedResponse extends UnsignedResponse {
  /** The banks, none included. */
  @ItemList(SupportedBank, { optional: true })
  support_banklist!: readonly SupportedBank[];
}
