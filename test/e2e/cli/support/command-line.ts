import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';

import { main } from '../../../../lib/cli/main.js';

/** A command that runs, and what it has printed so far. */
export interface Run {
  readonly out: () => string;
  readonly errors: () => string;
  /** Resolves as soon as the output has this; rejects if the command ends without it. */
  readonly printed: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Ends it as Ctrl+C does. */
  readonly end: () => Promise<number>;
  readonly exitCode: Promise<number>;
}

/** Runs the command line in this process, in an environment of its own. */
export function run(
  argv: readonly string[],
  {
    env = {},
    input = '',
    isScreen,
    columns,
  }: {
    env?: Readonly<Record<string, string>>;
    input?: string;
    isScreen?: boolean;
    columns?: number | undefined;
  } = {},
): Run {
  const stop = new AbortController();
  let [out, errors] = ['', ''];
  const waiting = new Set<() => void>();
  const exitCode = main(argv, {
    out: (text) => {
      out += text;
      for (const look of waiting) look();
    },
    error: (text) => {
      errors += text;
    },
    input: () => Readable.from([Buffer.from(input)]),
    env,
    stop: stop.signal,
    isScreen,
    columns,
  });
  const printed = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(out);
        if (match === null) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      look();
      void exitCode.then((code) => {
        reject(
          new Error(`ended with ${String(code)}, not having printed ${String(pattern)}: ${out}${errors}`),
        );
      });
    });
  const end = (): Promise<number> => {
    stop.abort();
    return exitCode;
  };
  return { out: () => out, errors: () => errors, printed, end, exitCode };
}

/** English sentences each on one line, however the command has wrapped them. */
export function unwrapped(text: string, indent = 2): string {
  return text.replace(new RegExp(`\\n {${String(indent)},}(?=\\S)`, 'g'), ' ');
}

/** The variables that the sandbox prints for a shop, and the keys in the files that they name. */
export function settingsIn(out: string): Record<string, string> {
  const lines = out.matchAll(/^(LIANLIAN_\w+)=(?:"(.*)"|(.*))$/gm);
  return Object.fromEntries(
    [...lines].flatMap(([, name = '', quoted, bare]) => {
      const value = (quoted ?? bare ?? '').replaceAll('\\n', '\n');
      const key = /^(.*)_FILE$/.exec(name)?.[1];
      return key === undefined
        ? [[name, value]]
        : [
            [name, value],
            [key, readFileSync(value, 'utf8')],
          ];
    }),
  );
}

/** Runs a sandbox until it serves. */
export async function runSandbox(...argv: string[]): Promise<Run & { settings: Record<string, string> }> {
  const sandbox = run(['sandbox', '--port', '0', ...argv]);
  await sandbox.printed(/^LIANLIAN_GATEWAY=/m);
  return { ...sandbox, settings: settingsIn(sandbox.out()) };
}
