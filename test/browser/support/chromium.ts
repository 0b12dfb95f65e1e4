import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** How long a page is waited for: two browsers and killed processes share two cores in CI. */
export const PATIENCE_MS = 45_000;

const PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether the browser tests can run here. Where nothing may be skipped they run, and fail. */
export function hasChromium(): boolean {
  if (existsSync(PATH) || process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1') return true;
  process.stderr.write(
    `Browser tests skipped: there is no chromium at ${PATH}. Install it (Debian: apt-get install chromium ` +
      'fonts-noto-cjk) or set CHROMIUM_PATH.\n',
  );
  return false;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
