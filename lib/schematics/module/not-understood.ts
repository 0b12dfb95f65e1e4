/** Source code that this command does not dare to change. The message says why, as the rest of a sentence. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}
