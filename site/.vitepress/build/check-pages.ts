import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { GUIDES, HOME } from '../pages.js';

/**
 * Both languages have the same guides, and all of them are in the list.
 *
 * @throws Error that names each file that is missing, and each that the list lacks
 */
export function checkPages(docs: string): void {
  const names = [HOME, ...GUIDES.map(({ name }) => name)];
  const listed = ['', 'zh/'].flatMap((folder) => names.map((name) => `${folder}${name}.md`));
  const present = ['', 'zh/'].flatMap((folder) =>
    readdirSync(join(docs, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`),
  );
  const problems = [
    ...listed.filter((path) => !existsSync(join(docs, path))).map((path) => `docs/${path} is missing.`),
    ...present
      .filter((path) => !listed.includes(path))
      .map((path) => `docs/${path} is not in the list of pages, site/.vitepress/pages.ts.`),
  ];
  if (problems.length > 0) throw new Error(`The site cannot be built.\n${problems.join('\n')}`);
}
