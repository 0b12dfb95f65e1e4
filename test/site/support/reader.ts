import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Somebody who reads the site, with what the browser complained about meanwhile. */
export interface Reader {
  readonly page: Page;
  /** Errors of scripts and of the console, and requests that failed. */
  readonly complaints: readonly string[];
}

/** Opens a window of its own on a page of the site. */
export async function readerOf(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${String(response.status())} ${response.url()}`);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  // Vue has taken over: keys and buttons do something.
  await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
  return { page, complaints };
}
