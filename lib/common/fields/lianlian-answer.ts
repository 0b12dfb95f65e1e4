import { LianlianMessage } from '../lianlian-message.js';
import { Text, UnlimitedText } from './text-fields.js';

/**
 * What every answer has. The decorators hold LianLian's limits for reference: an answer is verified, not
 * validated, and one that misses a field or exceeds a length passes.
 */
export abstract class LianlianAnswer extends LianlianMessage {
  /** `0000`, or another code that is an answer of this API; every other one is thrown. */
  @Text(4)
  ret_code!: string;

  /** LianLian's text for `ret_code`, in Chinese. At most 100 characters. */
  @Text(100)
  ret_msg!: string;

  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText()
  sign_type!: string;

  /** LianLian's signature, already verified. */
  @UnlimitedText()
  sign!: string;
}
