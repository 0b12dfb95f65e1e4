import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What runs in these tests is what a reader of docs/stores.md copies. */
export function expectInTheGuide(recipe: string): void {
  expect(read('../../../docs/stores.md')).toContain(`\`\`\`ts\n${read(`../recipes/${recipe}`)}\`\`\`\n`);
}
