// Looks at every link and every anchor of the built site. Links to other sites are left alone: whether those answer is
// not decided here. A page at a time: an anchor of a page that was visited before would not be looked at.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { LinkChecker, LinkState } from 'linkinator';

const built = fileURLToPath(new URL('.vitepress/dist', import.meta.url));
const pages = readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.html'));

// Where the site will be in a folder of its host, its links begin with that: it is served from there, too.
const { LIANLIAN_SITE_URL: url } = process.env;
const base = url ? new URL(url).pathname.replace(/^\/|\/$/g, '') : '';
const serverRoot = base === '' ? built : mkdtempSync(join(tmpdir(), 'lianlian-site-'));
if (base !== '') {
  mkdirSync(dirname(join(serverRoot, base)), { recursive: true });
  symlinkSync(built, join(serverRoot, base), 'junction');
}

/** The second: ports of the reader's own app and sandbox. */
const linksToSkip = ['^https?://(?!localhost[:/])', '^http://localhost:(?:3000|4000|4001)(?:/|$)'];

let followed = 0;
const broken = new Set();
for (const page of pages) {
  const path = join(base, page).replaceAll('\\', '/');
  const options = { path, serverRoot, checkFragments: true, linksToSkip };
  const { links } = await new LinkChecker().check(options);
  for (const { state, url } of links) {
    if (state !== LinkState.SKIPPED) followed += 1;
    if (state === LinkState.BROKEN)
      broken.add(`Broken in ${path}: ${decodeURI(url.replace(serverRoot, ''))}`);
  }
}
if (serverRoot !== built) rmSync(serverRoot, { recursive: true });
for (const line of broken) console.error(line);
console.log(`The site: ${pages.length} pages, ${followed} links, ${broken.size} of them broken.`);
process.exitCode = broken.size > 0 ? 1 : 0;
