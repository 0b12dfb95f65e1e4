import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';

import { differenceTo, isDifferent, takeAnew } from './differences.js';
import { pin } from './pin.js';
import { ROOT } from './shop-process.js';

/** The pictures of the README. */
export const PICTURES = join(ROOT, 'docs/pictures');

const SPEC = 'pictures';

/** Whether the pictures are to be taken anew. */
export const isUpdating = process.env['LIANLIAN_UPDATE_PICTURES'] === '1';

/** How a browser shows what a picture is taken of. */
export const LOOK: BrowserContextOptions = {
  locale: 'en-GB',
  colorScheme: 'light',
  reducedMotion: 'reduce',
  // For tests that change a colour.
  bypassCSP: true,
};

/** The page as it is now, with the numbers and times that every picture has. */
export async function take(page: Page): Promise<Buffer> {
  await pin(page);
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}

/**
 * Holds a screenshot against the committed picture.
 *
 * @returns what is wrong, in words, or undefined
 */
export function comparePicture(name: string, screenshot: Buffer): string | undefined {
  const path = pathOf(name);
  if (isUpdating) {
    writeFileSync(path, screenshot);
    return undefined;
  }
  const title = `docs/pictures/${name}.png`;
  if (!existsSync(path)) return `${title} is missing. ${takeAnew(SPEC)} takes it.`;
  return differenceTo({ title, spec: SPEC, picture: readFileSync(path) }, screenshot, name);
}

/** Whether a screenshot is no longer what the committed picture shows. Nothing is kept of it. */
export function looksDifferent(name: string, screenshot: Buffer): boolean {
  return isDifferent(readFileSync(pathOf(name)), screenshot);
}

function pathOf(name: string): string {
  return join(PICTURES, `${name}.png`);
}
