import { explainMessages } from '../../doctor/explain/explain.messages.js';
import { UnusableInput } from '../../doctor/unusable-input.js';

/** LianLian's messages have some kilobytes. Whoever pastes far more pastes a log. */
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
    if (size > MAX_BYTES) throw new UnusableInput(explainMessages.tooLong(IN_WORDS));
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
