import type { Sentence } from './signature-diagnosis.js';

/** A file or a message that was given to be examined, and cannot be used. Its sentence quotes none of it. */
export class UnusableInput extends Error {
  constructor(
    readonly sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(sentence.en, options);
  }
}
