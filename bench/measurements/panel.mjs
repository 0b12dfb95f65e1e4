// The sandbox's control panel with 5,000 orders, in Chromium: until the list is seen, and from a key to what it finds.
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

import { placeOrders } from '../support/many-orders.mjs';
import { LianlianSandbox } from '../../dist/testing/index.js';
import { median } from '../support/rounds.mjs';

export const name = 'panel';
export const about =
  'The control panel with 5,000 orders: first paint of the list, and a key stroke to its result';

const ORDERS = 5000;
const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Narrows the list key by key, down to one order. */
const typedAmong = (orders) => `bench-${Math.floor(orders * 0.8643)}`;

export async function measure({ rounds = 15, orders = ORDERS } = {}) {
  if (!existsSync(PATH)) return [{ title: 'left out', rows: [], notes: [`there is no chromium at ${PATH}`] }];
  const sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
  const browser = await chromium.launch({ executablePath: PATH, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await placeOrders(sandbox, orders);
    const paints = [];
    const strokes = [];
    for (let round = -1; round < rounds; round++) {
      const page = await browser.newPage();
      const painted = await firstPaint(page, sandbox.url);
      const keys = await keyStrokes(page, typedAmong(orders));
      await page.close();
      // The first round reads files that are in no cache yet.
      if (round < 0) continue;
      paints.push(painted);
      strokes.push(...keys);
    }
    const [paint, stroke, worst] = [median(paints), median(strokes), Math.max(...strokes)];
    return [
      {
        title: `${orders} orders, medians of ${rounds} pages and ${strokes.length} keys`,
        rows: [
          { name: 'first paint of the list', figure: `${paint.toFixed(0)} ms` },
          {
            name: 'key stroke to result',
            figure: `${stroke.toFixed(0)} ms (longest ${worst.toFixed(0)} ms)`,
          },
        ],
        targets: [
          { what: 'first paint', value: paint, limit: 1000, bound: 'at most', unit: 'ms' },
          { what: 'key stroke to result', value: stroke, limit: 100, bound: 'at most', unit: 'ms' },
        ],
      },
    ];
  } finally {
    await browser.close();
    await sandbox.stop();
  }
}

/** From the navigation to the frame that shows the first row. */
async function firstPaint(page, url) {
  await page.goto(`${url}/_sandbox/`);
  return page.evaluate(`new Promise((resolve) => {
    const look = () => document.querySelector('tbody tr') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => resolve(performance.now()));
    look();
  })`);
}

/** From each key to the frame that shows how many it finds. */
async function keyStrokes(page, wanted) {
  const times = [];
  for (let length = 1; length <= wanted.length; length++) {
    const typed = wanted.slice(0, length);
    times.push(
      await page.evaluate(`new Promise((resolve) => {
        const box = document.querySelector('#search');
        const begun = performance.now();
        const before = performance.getEntriesByType('resource').length;
        box.value = ${JSON.stringify(typed)};
        box.dispatchEvent(new Event('input', { bubbles: true }));
        const isFound = () => performance.getEntriesByType('resource').slice(before)
          .some(({ name }) => new URL(name).searchParams.get('search') === ${JSON.stringify(typed)});
        const look = () => isFound()
          ? requestAnimationFrame(() => resolve(performance.now() - begun))
          : requestAnimationFrame(look);
        look();
      })`),
    );
  }
  const rows = await page.locator('tbody tr').count();
  if (rows !== 1) throw new Error(`${wanted} finds ${rows} orders`);
  return times;
}
