import { signatureSource } from '../../wire/signature.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { JsonApi, PageApi } from '../apis/api.js';
import type { IncomingBody } from '../http/read-body.js';
import { maskedTexts } from '../../common/secrets/secrets.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { SignType } from '../../common/sign-type.js';

/** A request while it is read and checked: what is known of it so far. */
export interface Reading extends Pick<IncomingBody, 'unread'> {
  /** When it came, on the sandbox's clock. */
  readonly at: Date;
  /** As it came; of an envelope that was opened, the text in it. */
  body: IncomingBody['body'];
  /** An envelope that was not opened: there is no signature to look at. */
  isSealed?: boolean;
  readonly api: JsonApi | PageApi;
  texts: Readonly<Record<string, string>>;
  merchant?: SandboxMerchant;
  signType?: SignType;
  verified: boolean;
  fault?: string;
  /** What LianLian takes, and its documents do not. */
  warnings?: readonly Sentence[];
  /** Why it is refused, where the sandbox knows more than the code tells. */
  explanation?: Sentence | undefined;
}

/** The text that its signature covers, masked; empty for an envelope that was not opened. */
export function sourceOf({ texts, isSealed }: Reading): string {
  return isSealed === true ? '' : signatureSource(maskedTexts(texts));
}
