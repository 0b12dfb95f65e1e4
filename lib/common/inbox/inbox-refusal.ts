/** An inbox's store was reached and refuses: why, and what to do, in a sentence without a value. */
export class InboxRefusal extends Error {}
