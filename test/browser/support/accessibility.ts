import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core calls serious or critical on the page as it stands: a line each, with the place and the reason. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // By the debugger, which no Content-Security-Policy keeps out.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    'axe.run().then((result) => result.violations)',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
    );
}

/** How many pixels of the page are beside the screen. */
export function pixelsBeside(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** axe-core finds nothing serious on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousProblems(page)).toEqual([]);
}

/** The page does not scroll sideways. */
export async function expectToFit(page: Page): Promise<void> {
  expect(await pixelsBeside(page)).toBe(0);
}
