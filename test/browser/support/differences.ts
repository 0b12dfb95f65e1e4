import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { ROOT } from './shop-process.js';

/** Where a picture that looks different is to be seen, and what differs. */
const TAKEN = join(ROOT, 'artifacts/pictures');

/** Squares of this size, in pixels, are compared, by their mean: fonts that are hinted otherwise are the same then. */
const SQUARE = 8;
/** Of the squares, how many may differ: a line of text that is set otherwise. A button has more. */
const TOLERANCE = 0.004;
/** By how much a square may differ, from 0 to 1. */
const THRESHOLD = 0.06;

/** A committed picture, or a frame of one. */
export interface Committed {
  /** What it is called in a sentence. */
  readonly title: string;
  /** The spec that takes it. */
  readonly spec: string;
  /** As PNG. */
  readonly picture: Buffer;
}

/**
 * Holds a picture against a committed one, and keeps it.
 *
 * @param name what it is kept as
 * @returns what is wrong, in words, or undefined
 */
export function differenceTo(
  { title, spec, picture }: Committed,
  now: Buffer,
  name: string,
): string | undefined {
  mkdirSync(TAKEN, { recursive: true });
  const taken = join(TAKEN, `${name}.png`);
  writeFileSync(taken, now);
  const share = differentShare(picture, now, join(TAKEN, `${name}-differences.png`));
  if (share <= TOLERANCE) return undefined;
  const percent = (share * 100).toFixed(1);
  return `${title} looks different in ${percent} % of the picture. Look at ${taken}. If it is right: ${takeAnew(spec)}`;
}

/** Whether a picture no longer shows what the committed one does. Nothing is kept of it. */
export function isDifferent(committed: Buffer, now: Buffer): boolean {
  return differentShare(committed, now) > TOLERANCE;
}

/** The command that writes what a spec takes. */
export function takeAnew(spec: string): string {
  return `LIANLIAN_UPDATE_PICTURES=1 npx vitest run --project browser test/browser/${spec}.spec.ts`;
}

/** How much of two pictures looks different, from 0 to 1. Where the sizes differ, all of it. */
export function differentShare(before: Buffer, now: Buffer, picture?: string): number {
  const [one, other] = [meansOf(PNG.sync.read(before)), meansOf(PNG.sync.read(now))];
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return 1;
  const differences = new PNG({ width, height });
  const options = { threshold: THRESHOLD, includeAA: true };
  const count = pixelmatch(one.data, other.data, differences.data, width, height, options);
  if (picture !== undefined) writeFileSync(picture, PNG.sync.write(differences));
  return count / (width * height);
}

/** The mean colour of each square, as a picture of its own. */
function meansOf({ width, height, data }: PNG): PNG {
  const means = new PNG({ width: Math.floor(width / SQUARE), height: Math.floor(height / SQUARE) });
  for (let y = 0; y < means.height; y += 1) {
    for (let x = 0; x < means.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let at = 0; at < SQUARE * SQUARE; at += 1) {
          const row = y * SQUARE + Math.floor(at / SQUARE);
          sum += data[(row * width + x * SQUARE + (at % SQUARE)) * 4 + channel] ?? 0;
        }
        means.data[(y * means.width + x) * 4 + channel] = Math.round(sum / (SQUARE * SQUARE));
      }
    }
  }
  return means;
}
