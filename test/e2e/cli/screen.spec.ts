import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

import { run } from './support/command-line.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

async function printed(argv: readonly string[], given: Parameters<typeof run>[1] = {}): Promise<string> {
  const { exitCode, out } = run(argv, given);
  await exitCode;
  return out();
}

describe('the command line', () => {
  it.each([
    [['--version']],
    [['doctor', '--version']],
    [['sandbox', '--version']],
    [['-v']],
    [['-V']],
    [['version']],
  ])('tells its version with %j', async (argv) => {
    expect(await printed(argv)).toBe(`${version}\n`);
  });

  it.each([['doctor'], ['sandbox']])('has a help for %s of 80 columns, with examples', async (name) => {
    const help = await printed([name, '--help']);
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(help).toMatch(new RegExp(`^Examples:\\n(  nestjs-lianlian ${name} .+\\n)+`, 'm'));
  });
});

describe('the signs of the doctor', () => {
  const doctor = ['doctor', '--offline'];

  it('have colours on a screen', async () => {
    expect(await printed(doctor, { isScreen: true })).toMatch(
      /^\u001b\[31m✗\u001b\[0m oidPartner: is missing/m,
    );
  });

  it.each([
    ['1', true],
    ['', true],
    ['true', true],
    ['0', false],
    ['false', false],
  ])('obey FORCE_COLOR=%s, on a screen, in a pipe, and beside NO_COLOR', async (FORCE_COLOR, isColoured) => {
    for (const isScreen of [true, false]) {
      for (const more of [{}, { NO_COLOR: '1' }]) {
        const text = await printed(doctor, { isScreen, env: { FORCE_COLOR, ...more } });
        expect(text.includes('\u001b[31m✗\u001b[0m')).toBe(isColoured);
      }
    }
  });

  it.each([
    ['in a pipe', { isScreen: false }],
    ['where nothing says what it is', {}],
    ['with NO_COLOR', { isScreen: true, env: { NO_COLOR: '1' } }],
    ['on a terminal that has none', { isScreen: true, env: { TERM: 'dumb' } }],
  ])('have none %s', async (_where, given) => {
    const text = await printed(doctor, given);
    expect(text).toContain('✗ oidPartner: is missing');
    expect(text).not.toContain('\u001b');
  });
});
