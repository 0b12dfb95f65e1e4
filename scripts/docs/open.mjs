// npm run docs: shows the site on this machine, and opens it where a person sits at a terminal. Arguments are VitePress's: `-- --port 8000`.
import { serveSite } from './site.mjs';

serveSite([...(process.stdout.isTTY ? ['--open'] : []), ...process.argv.slice(2)]);
