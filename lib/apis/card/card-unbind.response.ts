import type { ReceivedSignType } from '../../common/enums.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The card is unbound. LianLian's tables let the signature be absent; an unsigned success is refused all the
 * same.
 *
 * @see LianLian's "Card Unbind API"
 */
export class CardUnbindResponse extends LianlianResponse {
  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText({ optional: true })
  override sign_type!: ReceivedSignType;

  /** LianLian's signature, already verified. */
  @UnlimitedText({ optional: true })
  override sign!: string;
}
