import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { ROOT } from './shop-process.js';

const FOLDER = join(ROOT, 'artifacts/screenshots');

/**
 * Keeps a picture of a page for people to look at: nothing compares it. CI keeps none, where nobody looks at hundreds of them.
 *
 * @param name without its ending; may begin with a folder
 */
export async function keepScreenshot(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env['CI'] !== undefined) return;
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage });
}
