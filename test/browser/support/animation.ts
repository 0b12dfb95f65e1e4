import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import sharp, { type Metadata } from 'sharp';

import { differenceTo, takeAnew } from './differences.js';
import { isUpdating, PICTURES } from './pictures.js';
import type { Frame } from './recording.js';

const SPEC = 'recording';

/**
 * Holds the stills of a recording against the committed animated picture. The frames in between follow from them.
 *
 * @returns what is wrong, in words, or undefined
 */
export async function compareRecording(name: string, frames: readonly Frame[]): Promise<string | undefined> {
  const path = pathOf(name);
  if (isUpdating) {
    writeFileSync(path, await animate(frames));
    return undefined;
  }
  const title = `docs/pictures/${name}.webp`;
  if (!existsSync(path)) return `${title} is missing. ${takeAnew(SPEC)} takes it.`;
  const { delay = [] } = await aboutRecording(name);
  if (delay.join() !== frames.map(({ ms }) => ms).join()) {
    return `${title} has other frames than test/browser/${SPEC}.spec.ts. ${takeAnew(SPEC)} takes it anew.`;
  }
  for (const [index, frame] of frames.entries()) {
    if (!frame.isStill) continue;
    const committed = {
      title: `${title}, frame ${String(index)},`,
      spec: SPEC,
      picture: await frameOf(name, index),
    };
    const problem = differenceTo(committed, await frame.draw(), `${name}-${String(index)}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A frame of the committed animated picture, as PNG. */
export function frameOf(name: string, index: number): Promise<Buffer> {
  return sharp(pathOf(name), { page: index }).png().toBuffer();
}

/** What the committed animated picture says of itself. */
export function aboutRecording(name: string): Promise<Metadata> {
  return sharp(pathOf(name), { animated: true }).metadata();
}

/** How many bytes the committed animated picture has. */
export function sizeOf(name: string): number {
  return statSync(pathOf(name)).size;
}

/** Without loss: letters stay sharp, and flat colours take little room. */
async function animate(frames: readonly Frame[]): Promise<Buffer> {
  const pictures = await Promise.all(frames.map(({ draw }) => draw()));
  return sharp(pictures, { join: { animated: true } })
    .webp({ lossless: true, effort: 6, minSize: true, loop: 0, delay: frames.map(({ ms }) => ms) })
    .toBuffer();
}

function pathOf(name: string): string {
  return join(PICTURES, `${name}.webp`);
}
