import type { Page } from 'playwright-core';

/** What differs in every run, and what a picture shows instead. */
const PINNED: readonly (readonly [what: RegExp, instead: string])[] = [
  // Numbers of orders, and of LianLian's transactions.
  [/\b20\d{6}[0-9a-f]{24}\b/g, '202605016f2c9a7d41e8b05c3a91d7e2'],
  [/\b20\d{14}\b/g, '2026050112345678'],
  // Times, as the shop and the sandbox write them.
  [/\b\d{1,2} \w{3} 20\d\d, \d\d:\d\d:\d\d/g, '1 May 2026, 10:30:00'],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/g, '2026-05-01 10:30:00'],
  [/^\d\d:\d\d:\d\d$/g, '10:30:00'],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d(?!:)/g, '2026-05-01 10:30'],
  [/\b20\d{12}\b/g, '20260501103000'],
  // How long a shop took to answer.
  [/^\d+ ms$/g, '31 ms'],
  // The shop's visitors.
  [/\b(?!20\d{6})[0-9a-f]{32}\b/g, '9c41d7e2a05b4f6c8e13b7d20f5a6c94'],
  [/\b(127\.0\.0\.1|localhost):\d+/g, 'localhost:4000'],
];

/** Writes the same numbers and times into a page, whenever it is looked at. */
export async function pin(page: Page): Promise<void> {
  const rules = JSON.stringify(PINNED.map(([{ source, flags }, instead]) => [source, flags, instead]));
  await page.evaluate(`(() => {
    const rules = ${rules}.map(([source, flags, instead]) => [new RegExp(source, flags), instead]);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const pinned = rules.reduce((now, [what, instead]) => now.replace(what, instead), text.data);
      if (pinned !== text.data) text.data = pinned;
    }
  })()`);
}
