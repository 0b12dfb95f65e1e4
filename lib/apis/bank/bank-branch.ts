import { UnlimitedText } from '../../common/fields/text-fields.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * A branch of a bank. LianLian may not sign it: for a person to choose from.
 *
 * @see LianLian's "CNAPS Branch Query"
 */
export class BankBranch extends LianlianMessage {
  /** The branch's CNAPS number, of 12 digits. */
  @UnlimitedText()
  prcptcd!: string;

  /** Name of the branch, in Chinese. */
  @UnlimitedText()
  brabank_name!: string;
}
