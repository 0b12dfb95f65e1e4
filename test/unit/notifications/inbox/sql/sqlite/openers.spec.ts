import { describe, expect, it } from 'vitest';

import { LianlianConfigError } from '../../../../../../lib/errors/lianlian-config.error.js';
import {
  betterSqlite3Executor,
  nodeSqliteExecutor,
} from '../../../../../../lib/notifications/inbox/sql/index.js';

/** As JavaScript calls it. */
type Executor = (open: unknown) => unknown;

const nothing = (): undefined => undefined;
/** What either library's connection has, as far as the start looks. */
const betterSqlite3 = { prepare: nothing, exec: nothing, pragma: nothing, close: nothing };
const nodeSqlite = { prepare: nothing, exec: nothing, createSession: nothing, close: nothing };

describe.each([
  {
    name: 'betterSqlite3Executor',
    executor: betterSqlite3Executor as Executor,
    own: betterSqlite3,
    other: nodeSqlite,
  },
  {
    name: 'nodeSqliteExecutor',
    executor: nodeSqliteExecutor as Executor,
    own: nodeSqlite,
    other: betterSqlite3,
  },
])('$name refuses at the start', ({ name, executor, own, other }) => {
  const refusal = (given: unknown): unknown => {
    try {
      executor(given);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it.each([
    ['nothing', undefined, /must be a function that opens the database, such as \(\) => new Database/],
    ['a path', 'shop.db', /must be a function that opens the database/],
    ["the app's connection", own, /On the app's, whatever other requests write .* be rolled back with it/],
    ['a function that returns nothing', nothing, /must be a function that returns a Database/],
    ['an async function', () => Promise.resolve(own), /returned a promise: .* opens the database at once/],
    [
      "a function that opens the other library's",
      () => other,
      /What was given has no (?:pragma|createSession)/,
    ],
  ])('%s', (_what, given, sentence) => {
    const error = refusal(given);
    expect(error).toBeInstanceOf(LianlianConfigError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence) });
    expect(error).toMatchObject({ message: expect.stringContaining(`${name}: `) });
  });

  it('lets pass why a file cannot be opened', () => {
    const failure = new Error('unable to open database file');
    expect(
      refusal(() => {
        throw failure;
      }),
    ).toBe(failure);
  });
});
