// Prints what the changelog says of a version, and fails unless the tag, package.json and the changelog agree on it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (path) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(read('package.json'));
const sections = read('CHANGELOG.md').split(/^## /m);
const section = sections.find((text) => text.startsWith(`[${version}]`));

if (tag !== `v${version}`) {
  console.error(
    `The tag is ${tag}, and package.json says ${version}: tag v${version}, or change the version first.`,
  );
  process.exitCode = 1;
} else if (section === undefined) {
  console.error(`CHANGELOG.md has no section "## [${version}]": move what stands under "Unreleased" to it.`);
  process.exitCode = 1;
} else {
  console.log(section.slice(section.indexOf('\n') + 1).trim());
}
