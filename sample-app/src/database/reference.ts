/**
 * Whether a text can be the number of an order, a refund or a customer. What a visitor puts into a URL may be anything,
 * also what a database refuses to compare: such a thing is not there.
 */
export function isReference(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]{1,64}$/.test(text);
}
