import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, inject, it } from 'vitest';

const { folder } = inject('packed');
const root = fileURLToPath(new URL('../../..', import.meta.url));

const LOAD = {
  import: ['--input-type=module', 'await import'],
  require: ['--input-type=commonjs', 'require'],
} as const;

/** Calls that throw below the surface: each with a function of lib that it passes, and its file. */
const FAILURES = [
  {
    entry: 'nestjs-lianlian',
    call: "lianlian.yuanToFen('a lot')",
    passes: 'yuanToFen',
    file: 'lib/common/money.ts',
  },
  {
    entry: 'nestjs-lianlian/testing',
    call: "lianlian.signNotification({}, 'no key')",
    passes: 'signNotification',
    file: 'lib/sandbox/notifications/sign-notification.ts',
  },
];

/** The stack trace of a failing call, in a program that has source maps or has none. */
function stackOf({ entry, call }: { entry: string; call: string }, how: keyof typeof LOAD, flags: string[]) {
  const [type, load] = LOAD[how];
  const code = `const lianlian = ${load}('${entry}');
    try { ${call}; } catch (error) { console.log(error.stack); }`;
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, type, '-e', code], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe.each(['import', 'require'] as const)(
  'a stack trace from the packed package, loaded by %s',
  (how) => {
    describe.each(FAILURES)('of $call', (failure) => {
      it('names the function, and with source maps the file of lib and its line, too', () => {
        const stack = stackOf(failure, how, ['--enable-source-maps']);
        const [, line = ''] =
          new RegExp(`at (?:\\w+\\.)?${failure.passes} \\(.*/${failure.file}:(\\d+):\\d+\\)`).exec(stack) ??
          [];
        const source = readFileSync(`${root}${failure.file}`, 'utf8').split('\n');
        expect(stack).toMatch(
          new RegExp(`at (?:\\w+\\.)?${failure.passes} \\(.*/${failure.file}:\\d+:\\d+\\)`),
        );
        // The line lies in the body of that function.
        const begin = source.findIndex((text) => text.includes(`function ${failure.passes}(`));
        const end = source.findIndex((text, index) => index > begin && text.startsWith('}'));
        expect(Number(line) - 1).toBeGreaterThan(begin);
        expect(Number(line) - 1).toBeLessThan(end);
      });

      it('names the function without source maps', () => {
        expect(stackOf(failure, how, [])).toMatch(new RegExp(`at (?:\\w+\\.)?${failure.passes} \\(.*/dist/`));
      });
    });
  },
);
