import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { SECTIONS } from '../pages.js';

/** Where the texts come from, and where the built site is. */
export interface LlmsFolders {
  /** The repository's. */
  readonly root: string;
  readonly built: string;
  /** What the links begin with: the site's address, or `/`. */
  readonly base: string;
}

const EDITIONS = [
  { language: 'en', folder: '', readme: 'README.md', summary: 'LianLian Pay for NestJS' },
  { language: 'zh', folder: 'zh/', readme: 'README.zh-CN.md', summary: '连连支付的 NestJS 模块' },
] as const;

/** Writes `llms.txt`, a list of the pages for language models, and `llms-full.txt`, all of their text; in each language. */
export function writeLlms({ root, built, base }: LlmsFolders): void {
  for (const { language, folder, readme, summary } of EDITIONS) {
    const list = SECTIONS.map((section) => {
      const links = section.guides.map(
        (guide) => `- [${guide[language]}](${base}${folder}${guide.name}.html)`,
      );
      return [`## ${section[language]}`, ...links].join('\n');
    });
    write(join(built, folder, 'llms.txt'), ['# nestjs-lianlian', `> ${summary}`, ...list]);
    // The guide "install" is made of the README.
    const guides = SECTIONS.flatMap(({ guides }) => guides).filter(({ name }) => name !== 'install');
    const paths = [readme, ...guides.map(({ name }) => `docs/${folder}${name}.md`)];
    write(
      join(built, folder, 'llms-full.txt'),
      paths.map((path) => textOf(join(root, path))),
    );
  }
}

/** What a page says, without the comments that are for tests. */
function textOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->\n*/g, '');
}

function write(file: string, parts: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${parts.map((part) => part.trim()).join('\n\n')}\n`);
}
