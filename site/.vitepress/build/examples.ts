import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

/** The folders of the repository that hold examples, each a folder. On the site all of them are in `examples`. */
const EXAMPLE_FOLDERS = ['docs/examples', 'examples'] as const;

/** What builds, tests and local settings leave in them. */
const NO_SOURCES = /^(?:node_modules|dist|coverage|generated|keys|\.env|sandbox\.json)$/;
/** Pictures, and what nobody reads. They are files to fetch. */
const NOT_SHOWN = /(?:\.svg|^package-lock\.json)$/;

/**
 * Where a file or a folder of the examples is on the site.
 *
 * @param file from the repository's root: `docs/examples/rabbitmq`
 * @returns an address on the site, `/examples/rabbitmq/`; undefined where the path is no example, or is not there
 */
export function addressOfExample(root: string, file: string): string | undefined {
  const folder = EXAMPLE_FOLDERS.find((name) => file.startsWith(`${name}/`));
  if (folder === undefined || !existsSync(join(root, file))) return undefined;
  const [name = '', ...rest] = file
    .slice(folder.length + 1)
    .split('/')
    .filter(Boolean);
  const inside = rest.join('/');
  if (statSync(join(root, file)).isDirectory()) return `/examples/${name}/`;
  // The page of an example shows its files; only what it does not show is opened by itself.
  return NOT_SHOWN.test(basename(inside)) ? `/examples/${name}/${inside}` : `/examples/${name}/#${inside}`;
}

/** Puts every example on the built site: its files, an archive of them, and a page that shows them. */
export function writeExamples(root: string, built: string): void {
  for (const folder of EXAMPLE_FOLDERS) {
    for (const name of readdirSync(join(root, folder))) {
      writeExample(join(root, folder, name), join(built, 'examples', name));
    }
  }
}

function writeExample(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, filter: (path) => !NO_SOURCES.test(basename(path)) });
  const files = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(target.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const name = basename(target);
  const archive = `${name}.tar.gz`;
  const { status } = spawnSync('tar', ['-czf', archive, name], { cwd: dirname(target), stdio: 'inherit' });
  if (status !== 0) throw new Error(`The archive of the example ${name} could not be written.`);
  writeFileSync(join(target, 'index.html'), pageOf(name, archive, target, files));
}

/** A page without the site's theme: code alone, to read and to copy. */
function pageOf(name: string, archive: string, folder: string, files: readonly string[]): string {
  const list = files.map((file) => {
    const href = NOT_SHOWN.test(posix.basename(file)) ? file : `#${file}`;
    return `<li><a href="${escaped(href)}">${escaped(file)}</a></li>`;
  });
  const shown = files.filter((file) => !NOT_SHOWN.test(posix.basename(file)));
  const sections = shown.map((file) => {
    const heading = `<h2 id="${escaped(file)}"><a href="${escaped(file)}">${escaped(file)}</a></h2>`;
    return `${heading}\n<pre tabindex="0">${escaped(readFileSync(join(folder, file), 'utf8'))}</pre>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)} | nestjs-lianlian</title>
<link rel="icon" type="image/svg+xml" href="../../favicon.svg">
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow: auto; padding: 1rem; border: 1px solid; font-size: 0.875rem; }
</style>
<main>
<h1>${escaped(name)}</h1>
<p><a href="../${escaped(archive)}">${escaped(archive)}</a>: the whole folder / <span lang="zh-CN">整个目录</span></p>
<ul>
${list.join('\n')}
</ul>
${sections.join('\n')}
</main>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
