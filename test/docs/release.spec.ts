import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { root } from './guide.js';

interface Release {
  readonly notes: string;
  readonly provenance: boolean;
  readonly channel: string;
}

const script = pathToFileURL(`${root}scripts/release/release-of.mjs`).href;
const { releaseOf } = (await import(/* @vite-ignore */ script)) as {
  readonly releaseOf: (
    tag: string,
    manifest: { version: string; repository?: unknown },
    changelog: string,
  ) => Release;
};

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-12-01

### Fixed

- A fault.

## [1.2.3-rc.1] - 2026-11-30

- Nearly a fault.

## [1.2.2]

- No date.

## [1.2.1] - 2026-11-01

## [1.2.0] - 2026-10-01

- The first.
`;

describe('a tag', () => {
  it("releases what the changelog says of package.json's version", () => {
    expect(releaseOf('v1.2.3', { version: '1.2.3' }, CHANGELOG)).toEqual({
      notes: '### Fixed\n\n- A fault.\n',
      provenance: false,
      channel: 'latest',
    });
    expect(releaseOf('v1.2.0', { version: '1.2.0' }, CHANGELOG).notes).toBe('- The first.\n');
  });

  it('is published with provenance once package.json names a repository', () => {
    const manifest = { version: '1.2.3', repository: { type: 'git', url: 'git+https://example.org/x.git' } };
    expect(releaseOf('v1.2.3', manifest, CHANGELOG).provenance).toBe(true);
  });

  it('of a version before a version is not what npm installs by itself', () => {
    expect(releaseOf('v1.2.3-rc.1', { version: '1.2.3-rc.1' }, CHANGELOG)).toMatchObject({
      notes: '- Nearly a fault.\n',
      channel: 'next',
    });
  });

  it.each([
    ['v1.2.3', '1.2.4', 'The tag is v1.2.3, and package.json has version 1.2.4: the tag must be v1.2.4.'],
    ['1.2.3', '1.2.3', 'The tag is 1.2.3, and package.json has version 1.2.3: the tag must be v1.2.3.'],
    ['v1.3.0', '1.3.0', 'CHANGELOG.md has no section "## [1.3.0] - <date>".'],
    ['v1.2.2', '1.2.2', 'the heading "## [1.2.2]" must be "## [1.2.2] - " and a date'],
    ['v1.2.1', '1.2.1', 'CHANGELOG.md says nothing of 1.2.1.'],
  ])('%s is refused for version %s where something is missing', (tag, version, problem) => {
    expect(() => releaseOf(tag, { version }, CHANGELOG)).toThrow(problem);
  });

  it('that is refused ends the workflow, and prints nothing that it could go on with', () => {
    const prepare = `${root}scripts/release/prepare.mjs`;
    const { status, stdout, stderr } = spawnSync(process.execPath, [prepare, 'v0.0.0-none'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^The tag is v0\.0\.0-none, and package\.json has version \S+: the tag must be \S+\.\n$/,
    );
  });
});
