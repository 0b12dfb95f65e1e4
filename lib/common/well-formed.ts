/** Whether UTF-8 can hold the text: half a surrogate pair becomes another character there. */
export function isWellFormed(text: string): boolean {
  // Most texts have neither halves nor pairs, and that is told several times as fast.
  return !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text);
}
