import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { addressOfExample, writeExamples } from '../../site/.vitepress/build/examples.js';

/** What a clone has in which somebody has tried the examples. */
const FILES = {
  'docs/examples/grafana/dashboard.json': '{ "title": "<b>" }',
  'docs/examples/grafana/dashboard.svg': '<svg/>',
  'docs/examples/lambda/src/express.ts': 'a && b;',
  'docs/examples/lambda/package-lock.json': '{ "lockfileVersion": 3 }',
  'docs/examples/lambda/node_modules/x/index.js': 'x',
  'docs/examples/lambda/dist/express.js': 'x',
  'examples/prisma/src/main.ts': 'main();',
  'examples/prisma/.env': 'SECRET=1',
  'examples/prisma/keys/merchant.private.pem': 'secret',
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lianlian-examples-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('the examples on the site', () => {
  it.each([
    ['docs/examples/lambda', '/examples/lambda/'],
    ['docs/examples/lambda/', '/examples/lambda/'],
    ['docs/examples/lambda/src', '/examples/lambda/'],
    ['docs/examples/lambda/src/express.ts', '/examples/lambda/#src/express.ts'],
    ['docs/examples/grafana/dashboard.svg', '/examples/grafana/dashboard.svg'],
    ['examples/prisma', '/examples/prisma/'],
    ['docs/examples/none', undefined],
    ['scripts/build.mjs', undefined],
  ])('have %s at %s', (file, address) => {
    expect(addressOfExample(root, file)).toBe(address);
  });

  it('are a page each, which shows the files as they are', () => {
    writeExamples(root, join(root, 'site'));
    const page = readFileSync(join(root, 'site/examples/lambda/index.html'), 'utf8');
    expect(page).toContain('<h2 id="src/express.ts"><a href="src/express.ts">src/express.ts</a></h2>');
    expect(page).toContain('a &amp;&amp; b;');
    // To fetch, not to read.
    expect(page).toContain('<a href="package-lock.json">');
    expect(page).not.toContain('lockfileVersion');
    expect(readFileSync(join(root, 'site/examples/grafana/index.html'), 'utf8')).toContain('&lt;b>');
    expect(readFileSync(join(root, 'site/examples/lambda/src/express.ts'), 'utf8')).toBe('a && b;');
  });

  it('are archives, too, without what was built, installed or kept secret', () => {
    writeExamples(root, join(root, 'site'));
    const inside = ['lambda', 'prisma'].map((name) =>
      execFileSync('tar', ['-tzf', `${name}.tar.gz`], { cwd: join(root, 'site/examples'), encoding: 'utf8' })
        .split('\n')
        .filter((path) => path !== '' && !path.endsWith('/'))
        .sort(),
    );
    expect(inside).toEqual([['lambda/package-lock.json', 'lambda/src/express.ts'], ['prisma/src/main.ts']]);
  });
});
