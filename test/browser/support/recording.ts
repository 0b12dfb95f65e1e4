import type { BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';

import { take } from './pictures.js';
import { drawPointer, type Point, wayBetween } from './pointer.js';

/** A picture of a recording. */
export interface Frame {
  /** How long it is seen. */
  readonly ms: number;
  /** Whether it shows a page for the first time. In the others the pointer alone moves. */
  readonly isStill: boolean;
  /** As PNG. */
  readonly draw: () => Promise<Buffer>;
}

const CAPTION_HEIGHT = 56;
const MOVE_MS = 45;
const RING_MS = 70;
/** How far the ring of a click has spread, in each of its frames. */
const RING = [0.25, 0.5, 0.75, 1];

/** Pages, one after the other, with a sentence below each, and a pointer that moves over them and clicks. */
export class Recording {
  readonly frames: Frame[] = [];
  private shown = Buffer.alloc(0);

  private constructor(
    private readonly captions: Page,
    private pointer: Point,
  ) {}

  /** @param pointer where it is at first */
  static async start(context: BrowserContext, width: number, pointer: Point): Promise<Recording> {
    const captions = await context.newPage();
    await captions.setViewportSize({ width, height: CAPTION_HEIGHT });
    return new Recording(captions, pointer);
  }

  /** The page as it is now, for so long. */
  async show(page: Page, caption: string, ms: number): Promise<void> {
    await this.captions.setContent(
      `<html lang="en"><body style="margin: 0; display: grid; place-items: center; height: 100vh; color: #fff;
        background: #14202e; font: 600 21px 'Noto Sans CJK SC', sans-serif;
        font-variant-east-asian: proportional-width">${caption}`,
    );
    const picture = sharp(await take(page)).extend({ bottom: CAPTION_HEIGHT });
    const words = { input: await take(this.captions), gravity: 'south' };
    this.shown = await picture.composite([words]).png().toBuffer();
    this.add(ms, { isStill: true });
  }

  /** Moves the pointer there, over the page that is shown. */
  async moveTo(target: Locator, stayMs = MOVE_MS): Promise<void> {
    const box = await target.boundingBox();
    if (box === null) throw new Error('The pointer has nothing to move to');
    const way = wayBetween(this.pointer, besideTheWords(box));
    for (const [index, place] of way.entries()) {
      this.pointer = place;
      this.add(index + 1 < way.length ? MOVE_MS : stayMs);
    }
  }

  /** Moves the pointer there and clicks. What becomes of the page is for the next `show`. */
  async click(target: Locator): Promise<void> {
    await this.moveTo(target);
    for (const spread of RING) this.add(RING_MS, { spread });
    await target.click();
  }

  private add(ms: number, { spread = 0, isStill = false } = {}): void {
    const { shown, pointer } = this;
    const draw = (): Promise<Buffer> =>
      sharp(shown)
        .composite([drawPointer(pointer, spread)])
        .png()
        .toBuffer();
    this.frames.push({ ms, isStill, draw });
  }
}

/** On a button, and not on what stands in its middle. */
function besideTheWords(box: { x: number; y: number; width: number; height: number }): Point {
  return { x: Math.round(box.x + box.width * 0.68), y: Math.round(box.y + box.height * 0.6) };
}
