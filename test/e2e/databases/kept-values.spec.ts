import { readFileSync } from 'node:fs';

import { formatLianlianTime, wholeSeconds } from 'nestjs-lianlian';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

import { root } from '../../docs/guide.js';
import { codeIn, rowsUnder } from '../../docs/markdown.js';
import { lacks } from '../../support/needs.js';
import { mysqlUrl, postgresUrl } from '../notifications/inbox/sql/support/servers.js';
import { type Database, hasSqlite, mariadb, postgres, sqlite } from './columns.js';
import { fateOfAmount, fateOfNumber, fateOfText, fateOfTime } from './fates.js';

/** The moment of an order: LianLian is sent `20261128120005`. */
const CREATED = new Date('2026-11-28T04:00:05.600Z');
const SENT = '20261128120005';
const NUMBER = '00012345';
const AMOUNT = '167772.17';

const [postgresServer, mysqlServer] = [await postgresUrl(), await mysqlUrl()];
const lacksSqlite = lacks({
  tests: 'what SQLite makes of times',
  missing: !(await hasSqlite()) && 'the command sqlite3',
  run: 'install it (Debian: sqlite3), then npx vitest run --project source test/e2e/databases',
});
const databases: readonly Database[] = [
  ...(postgresServer === undefined ? [] : [postgres(postgresServer)]),
  ...(mysqlServer === undefined ? [] : [mariadb(mysqlServer, false), mariadb(mysqlServer, true)]),
  ...(lacksSqlite ? [] : [sqlite]),
];

const page = { text: readFileSync(`${root}docs/ways-to-pay.md`, 'utf8') };
const zone = process.env['TZ'];

function inZone(name: string | undefined): void {
  if (name === undefined) delete process.env['TZ'];
  else process.env['TZ'] = name;
}

afterAll(() => Promise.all(databases.map(({ close }) => close())));
afterEach(() => {
  inZone(zone);
});

/** The rows of a table of the guide about one database: type, and what becomes of it. */
function told(heading: string, database: string): string[][] {
  return rowsUnder(page, heading)
    .filter(([name]) => name === database)
    .map(([, type, ...fates]) => [String(codeIn(type)[0]), ...fates]);
}

describe.each(databases)('$name', ({ name, types, column }) => {
  it('does to times what the guide says', async () => {
    expect(formatLianlianTime(CREATED)).toBe(SENT);
    const rows: string[][] = [];
    for (const type of types.times) {
      inZone('UTC');
      const withMilliseconds = await column(type).keep(CREATED);
      const fate = fateOfTime(await withMilliseconds(), SENT);
      const whole = await column(type).keep(wholeSeconds(CREATED));
      const wholeFate = fateOfTime(await whole(), SENT);
      inZone('Asia/Shanghai');
      rows.push([type, fate, wholeFate, fateOfTime(await whole(), SENT)]);
    }
    expect(rows).toEqual(told('Times in a column of times', name));
  });

  it('does to text, numbers and amounts what the guide says', async () => {
    const kinds = [
      ['a time as text', types.texts, SENT, fateOfText],
      ['a number', types.numbers, NUMBER, fateOfNumber],
      ['an amount', types.amounts, AMOUNT, fateOfAmount],
    ] as const;
    const rows: string[][] = [];
    for (const [what, of, sent, fateOf] of kinds) {
      for (const type of of) {
        const read = await column(type).keep(sent);
        rows.push([type, what, fateOf(await read(), sent)]);
      }
    }
    expect(rows).toEqual(told('Text, numbers and amounts', name));
  });
});

it('the guide tells of no other database', () => {
  const names = ['Times in a column of times', 'Text, numbers and amounts'].flatMap((heading) =>
    rowsUnder(page, heading).map(([name]) => name),
  );
  expect(new Set(names)).toEqual(new Set(['PostgreSQL', 'MariaDB', 'MariaDB that rounds, MySQL', 'SQLite']));
});
