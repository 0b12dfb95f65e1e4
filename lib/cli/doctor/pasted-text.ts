import { pastedMessages } from '../../diagnosis/pasted/pasted.messages.js';
import { UnusableInput } from '../../diagnosis/unusable-input.js';

/** LianLian's messages have some kilobytes. Far more than that is a log that was pasted. */
const MAX_BYTES = 1024 * 1024;
const IN_WORDS = '1 MB';

/**
 * A pasted text. No more is read than may be pasted, however much there is.
 *
 * @throws UnusableInput if it is too long
 */
export async function pastedText(input: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    size += part.length;
    if (size > MAX_BYTES) throw new UnusableInput(pastedMessages.tooLong(IN_WORDS));
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
