// npm run docs:build: makes the site. `LIANLIAN_SITE_URL` is where it will be; without it, the root of any host.
// With `--check`, which is npm run docs:check: fails if a link leads nowhere.
import { buildSite, checkLinks } from './site.mjs';

buildSite();
if (process.argv.includes('--check')) checkLinks();
