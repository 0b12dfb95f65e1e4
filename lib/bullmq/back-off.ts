/** How long to wait after so many attempts: twice as long each time, with some chance in it, up to a limit. */
export function backOffMs(
  attempts: number,
  { firstMs, maxMs }: { readonly firstMs: number; readonly maxMs: number },
  random: () => number = Math.random,
): number {
  // 2 ** 1024 is Infinity, which the limit takes care of.
  return Math.round(Math.min(maxMs, firstMs * 2 ** Math.max(0, attempts - 1)) * (0.75 + random() / 2));
}
