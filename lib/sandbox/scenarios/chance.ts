import { createHash } from 'node:crypto';

/** A number from 0 up to, but not including, 1. The same seed and the same words draw the same number. */
export function drawn(seed: string, ...words: readonly string[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('\n'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
