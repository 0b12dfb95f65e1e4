import { readFileSync } from 'node:fs';

/**
 * A file that the sandbox reads at run time, as text. In the package the build puts another module in this one's place
 * (scripts/sandbox-files.mjs), which has the files in itself: wherever a bundler puts the code, they are with it.
 *
 * @param path from the sandbox's folder
 */
export function sandboxFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
