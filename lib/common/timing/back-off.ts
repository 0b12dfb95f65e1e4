/** How pauses between attempts grow. */
interface Growth {
  /** The pause after the first attempt, in milliseconds. */
  readonly firstMs: number;
  /** The longest pause, in milliseconds. */
  readonly maxMs: number;
  /** How many times as long each pause is as the one before. Default 2. */
  readonly factor?: number | undefined;
}

/** How long to wait after a number of attempts, in milliseconds. */
export function growingMs(attempts: number, { firstMs, maxMs, factor = 2 }: Growth): number {
  // 2 ** 1024 is Infinity, which the limit takes care of.
  return Math.min(maxMs, firstMs * factor ** Math.max(0, attempts - 1));
}

/**
 * A time, give or take a share of it, in whole milliseconds: what began together does not go on together.
 *
 * @param share how much of it at the most: 0.25 makes 75 to 125 of 100
 */
export function jitteredMs(ms: number, share: number, random: () => number = Math.random): number {
  return Math.round(ms * (1 - share + 2 * share * random()));
}

/** How long to wait after a number of attempts, give or take a quarter. */
export function backOffMs(attempts: number, growth: Growth, random?: () => number): number {
  return jitteredMs(growingMs(attempts, growth), 0.25, random);
}
