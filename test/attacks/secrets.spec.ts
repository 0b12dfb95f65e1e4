import { fork } from 'node:child_process';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { leaksIn } from '../support/leaks.js';
import { buildProgram } from './support/app-process.js';
import type { Report } from './support/secrets-child.js';

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram(new URL('./support/secrets-child.ts', import.meta.url));
});
afterAll(() => program.remove());

describe.each(ADAPTERS)('card data, personal data, tokens and keys, in a shop on %s', (adapter) => {
  let report: Report;
  let printed = '';
  beforeAll(async () => {
    const child = fork(program.file, [adapter], { silent: true });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (printed += text.toString()));
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`the shop ended with ${String(code)}: ${printed.slice(-3_000)}`);
    });
    [report] = (await Promise.race([once(child, 'message'), exited])) as [Report];
    await exited.catch(() => undefined);
  }, 240_000);

  it('are really there: calls of every kind were answered, refused, and lost', () => {
    const counts: Record<string, number> = {};
    for (const outcome of Object.values(report.outcomes)) counts[outcome] = (counts[outcome] ?? 0) + 1;
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        'answered',
        'LianlianApiError',
        'LianlianSignatureError',
        'LianlianTransportError',
        'LianlianValidationError',
        '200',
      ]),
    );
    expect(counts['LianlianValidationError']).toBeGreaterThanOrEqual(20);
    expect(new Set(report.statuses)).toEqual(new Set([200, 303, 400, 401, 409, 500, 503]));
    expect(report.exhibits.length).toBeGreaterThan(300);
    expect(Object.values(report.secrets).every((secret) => secret.length > 2)).toBe(true);
  });

  it('are in nothing that a program prints: no error, response, form, notification, event, setting or service', () => {
    const leaks = report.exhibits.flatMap(([name, text]) => {
      const found = leaksIn(text, report.secrets);
      return found.length === 0 ? [] : [`${name}: ${found.join(', ')}`];
    });
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('are in no line of the log, at any level, and nowhere else on stdout and stderr', () => {
    for (const level of ['LOG', 'WARN', 'ERROR', 'DEBUG']) expect(printed).toContain(level);
    expect(leaksIn(printed, report.secrets)).toEqual([]);
  });
});
