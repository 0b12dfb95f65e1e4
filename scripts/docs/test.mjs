// npm run docs:test: tries the site in a browser. Builds it first, unless told `--built`. Other arguments are Vitest's.
import { runVitest } from '../vitest.mjs';
import { buildSite } from './site.mjs';

const args = process.argv.slice(2);
if (!args.includes('--built')) buildSite();
const rest = args.filter((arg) => arg !== '--built');
process.exitCode = runVitest(['--project', 'site', ...rest], { LIANLIAN_TEST_REQUIRE_ALL: '1' });
