import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { ROOT } from './shop-process.js';

/** The pictures of the README. */
const COMMITTED = join(ROOT, 'docs/pictures');
/** Where a picture that looks different is to be seen, and what differs. */
const TAKEN = join(ROOT, 'artifacts/pictures');

/** Squares of so many pixels are compared, by their mean: fonts that are hinted otherwise are the same then. */
const SQUARE = 8;
/** Of the squares, how many may differ: a line of text that is set otherwise. A button has more. */
const TOLERANCE = 0.004;
/** By how much a square may differ, from 0 to 1. */
const THRESHOLD = 0.06;

/** Whether the pictures are to be taken anew. */
export const isUpdating = process.env['LIANLIAN_UPDATE_PICTURES'] === '1';

/**
 * Holds a screenshot against the committed picture.
 *
 * @returns what is wrong, in words, or undefined
 */
export function comparePicture(name: string, screenshot: Buffer): string | undefined {
  const committed = join(COMMITTED, `${name}.png`);
  if (isUpdating) {
    mkdirSync(COMMITTED, { recursive: true });
    writeFileSync(committed, screenshot);
    return undefined;
  }
  mkdirSync(TAKEN, { recursive: true });
  const taken = join(TAKEN, `${name}.png`);
  writeFileSync(taken, screenshot);
  const advice = `Look at ${taken}. If it is right: LIANLIAN_UPDATE_PICTURES=1 npx vitest run --project browser test/browser/pictures.spec.ts`;
  if (!existsSync(committed)) return `docs/pictures/${name}.png is missing. ${advice}`;
  const share = differentShare(readFileSync(committed), screenshot, join(TAKEN, `${name}-differences.png`));
  if (share <= TOLERANCE) return undefined;
  return `docs/pictures/${name}.png looks different in ${(share * 100).toFixed(1)} % of the picture. ${advice}`;
}

/** Whether a screenshot is no longer what the committed picture shows. Nothing is kept of it. */
export function looksDifferent(name: string, screenshot: Buffer): boolean {
  return differentShare(readFileSync(join(COMMITTED, `${name}.png`)), screenshot) > TOLERANCE;
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
