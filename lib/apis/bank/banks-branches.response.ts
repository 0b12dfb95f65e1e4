import type { ReceivedSignType } from '../../common/enums.js';
import { ItemList } from '../../common/fields/item-list.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';
import { BankBranch } from './bank-branch.js';

/**
 * The branches that match. No document lets the signature be absent, and none asks for it: an unsigned success is refused.
 *
 * @see LianLian's "CNAPS Branch Query"
 */
export class BanksBranchesResponse extends LianlianResponse {
  /** `0000`: every other code is thrown. */
  @UnlimitedText()
  override ret_code!: string;

  /** LianLian's text for `ret_code`, in Chinese. */
  @UnlimitedText()
  override ret_msg!: string;

  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText({ optional: true })
  override sign_type!: ReceivedSignType;

  /** LianLian's signature, already verified. */
  @UnlimitedText({ optional: true })
  override sign!: string;

  /** LianLian's code of the bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** The branches, none included. Possibly not signed: for a person to choose from. */
  @ItemList(BankBranch, { optional: true })
  card_list!: readonly BankBranch[];
}
