import type { ReceivedSignType } from '../enums.js';
import { LianlianMessage } from './lianlian-message.js';
import { Text, UnlimitedText } from './text-fields.js';

/**
 * What every response has. The decorators hold LianLian's limits for reference: a response is verified, not
 * validated, and one that misses a field or exceeds a length passes.
 */
export abstract class LianlianResponse extends LianlianMessage {
  /** `0000`, or another code that comes back as a response of this API; every other one is thrown. */
  @Text(4)
  ret_code!: string;

  /** LianLian's text for `ret_code`, in Chinese. At most 100 characters. */
  @Text(100)
  ret_msg!: string;

  /** The algorithm of `sign`, as LianLian spelt it. */
  @UnlimitedText()
  sign_type!: ReceivedSignType;

  /** LianLian's signature, already verified. */
  @UnlimitedText()
  sign!: string;

  /** LianLian's own number of this exchange, in some real responses: quote it when you ask LianLian about one. */
  @UnlimitedText({ optional: true })
  correlationID?: string | undefined;
}

/** A response that names the merchant, as most do. */
export abstract class MerchantResponse extends LianlianResponse {
  /** The merchant's number, 18 digits. */
  @Text(18)
  oid_partner!: string;
}
