import type { Sentence } from '../diagnosis/signature-diagnosis.js';

/** A file or a message that the doctor was given and cannot use. Its sentence quotes none of it. */
export class UnusableInput extends Error {
  constructor(
    readonly sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(sentence.en, options);
  }
}
