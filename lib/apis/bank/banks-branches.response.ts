import { ItemList } from '../../common/fields/item-list.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';
import { BankBranch } from './bank-branch.js';

/**
 * The branches that match.
 *
 * @see LianLian's "CNAPS Branch Query"
 */
export class BanksBranchesResponse extends LianlianResponse {
  /** LianLian's code of the bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** The branches, none included. Possibly not signed: for a person to choose from. */
  @ItemList(BankBranch, { optional: true })
  card_list!: readonly BankBranch[];
}
