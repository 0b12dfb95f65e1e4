/**
 * What a tag releases.
 *
 * @param {string} tag `v1.2.3`, or `v1.2.3-rc.1`
 * @param {{ version: string, repository?: unknown }} manifest what package.json says
 * @param {string} changelog the text of CHANGELOG.md
 * @returns {{ notes: string, provenance: boolean, channel: 'latest' | 'next' }} what the changelog says of the version,
 *   whether npm can prove where the package was built, and the name under which npm installs it without a version
 * @throws Error if package.json or the changelog does not name the version of the tag
 */
export function releaseOf(tag, manifest, changelog) {
  const { version, repository } = manifest;
  if (tag !== `v${version}`) {
    throw new Error(
      `The tag is ${tag}, and package.json has version ${version}: the tag must be v${version}.`,
    );
  }
  return {
    notes: sectionOf(version, changelog),
    provenance: repository !== undefined,
    channel: version.includes('-') ? 'next' : 'latest',
  };
}

/** @param {string} version @param {string} changelog */
function sectionOf(version, changelog) {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((each) => each.startsWith(`## [${version}]`));
  const heading = `## [${version}] - `;
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "${heading}<date>".`);
  const [first = '', ...lines] = section.split('\n');
  if (!/^\d{4}-\d\d-\d\d$/.test(first.slice(heading.length))) {
    throw new Error(
      `In CHANGELOG.md the heading "${first}" must be "${heading}" and a date such as 2026-12-31.`,
    );
  }
  const notes = lines.join('\n').trim();
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return `${notes}\n`;
}
