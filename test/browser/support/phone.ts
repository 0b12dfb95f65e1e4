import { networkInterfaces } from 'node:os';

import { PNG } from 'pngjs';
import { type Browser, type BrowserContext, devices, type Locator, type Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';

import { networkAddresses } from '../../../lib/sandbox/setup/addresses.js';

/** How many pixels of CSS a thumb needs, each way. */
const THUMB = 44;

/** Whether this machine has an address that a phone could reach. Where nothing may be skipped the tests run, and fail. */
export function hasNetwork(): boolean {
  if (networkAddresses(networkInterfaces()).length > 0) return true;
  if (process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1') return true;
  process.stderr.write('Tests with a phone skipped: this machine has no address in a local network.\n');
  return false;
}

/** A phone: a small screen, and a thumb in place of a mouse. */
export function phone(browser: Browser, locale = 'en-US'): Promise<BrowserContext> {
  return browser.newContext({ ...devices['Pixel 5'], locale });
}

/** What a phone reads in a picture on the screen. */
export async function scan(picture: Locator): Promise<string> {
  const { width, height, data } = PNG.sync.read(await picture.screenshot());
  return decodeQR({ width, height, data: Uint8Array.from(data) });
}

/** What is pressed on the page and is too small for a thumb: a line each. Links within sentences are as high as these. */
export async function tooSmall(page: Page): Promise<string[]> {
  const pressed = await page
    .locator(
      'main :is(button, a.button, summary, select, input:not([type=radio], [type=hidden]), .choice):visible',
    )
    .all();
  const sizes = await Promise.all(
    pressed.map(async (each) => ({ box: await each.boundingBox(), text: (await each.innerText()).trim() })),
  );
  return sizes.flatMap(({ box, text }) => {
    const { width = 0, height = 0 } = box ?? {};
    return width < THUMB || height < THUMB ? [`${text}: ${String(width)} × ${String(height)}`] : [];
  });
}
