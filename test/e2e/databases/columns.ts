import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import mysql from 'mysql2/promise';
import pg from 'pg';

/** A column of a database, as an app's library writes to it and reads from it. */
export interface Column {
  /** As the table of the guide calls the database. */
  readonly database: string;
  /** As it is declared. */
  readonly type: string;
  /** Writes a value, and gives a function that reads it: later, and in another zone of this process, for instance. */
  keep(value: Date | string): Promise<() => Promise<unknown>>;
}

/** The types of the guide's tables, by what is kept in them. */
interface Types {
  readonly times: readonly string[];
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
  readonly amounts: readonly string[];
}

/** A database, and how a column of it is made. */
export interface Database {
  readonly name: string;
  readonly types: Types;
  readonly column: (type: string) => Column;
  readonly close: () => Promise<unknown>;
}

export function postgres(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString, max: 1 });
  const name = 'PostgreSQL';
  return {
    name,
    types: {
      times: ['timestamptz', 'timestamptz(3)', 'timestamptz(0)', 'timestamp', 'timestamp(0)', 'date'],
      texts: ['text', 'varchar(14)', 'char(14)', 'char(20)', 'bigint'],
      numbers: ['varchar(32)', 'char(32)', 'bigint', 'numeric'],
      amounts: ['numeric(11,2)', 'numeric(11,4)', 'varchar(12)', 'money', 'real', 'double precision'],
    },
    column: (type) => ({
      database: name,
      type,
      keep: async (value) => {
        await pool.query('DROP TABLE IF EXISTS pg_temp.kept');
        await pool.query(`CREATE TEMPORARY TABLE kept (value ${type})`);
        await pool.query('INSERT INTO kept VALUES ($1)', [value]);
        return async () => (await pool.query<{ value: unknown }>('SELECT value FROM kept')).rows[0]?.value;
      },
    }),
    close: () => pool.end(),
  };
}

/** @param isRounding with the setting that makes it round, as MySQL does by itself */
export function mariadb(uri: string, isRounding: boolean): Database {
  const pool = mysql.createPool({ uri, connectionLimit: 1 });
  const name = isRounding ? 'MariaDB that rounds, MySQL' : 'MariaDB';
  const mode = isRounding ? "CONCAT(@@sql_mode, ',TIME_ROUND_FRACTIONAL')" : '@@sql_mode';
  return {
    name,
    types: {
      times: isRounding
        ? ['datetime(3)', 'datetime', 'timestamp']
        : ['datetime(3)', 'datetime', 'timestamp(3)', 'timestamp', 'date'],
      texts: isRounding ? [] : ['varchar(14)', 'char(20)', 'bigint'],
      numbers: isRounding ? [] : ['varchar(32)', 'char(32)', 'bigint', 'decimal(32)'],
      amounts: isRounding ? [] : ['decimal(11,2)', 'decimal(11,4)', 'varchar(12)', 'float', 'double'],
    },
    column: (type) => ({
      database: name,
      type,
      keep: async (value) => {
        await pool.query(`SET SESSION sql_mode = ${mode}`);
        await pool.query('DROP TEMPORARY TABLE IF EXISTS kept');
        await pool.query(`CREATE TEMPORARY TABLE kept (value ${type} NULL)`);
        await pool.execute('INSERT INTO kept VALUES (?)', [value]);
        return async () => {
          const [rows] =
            await pool.query<(mysql.RowDataPacket & { value: unknown })[]>('SELECT value FROM kept');
          return rows[0]?.value;
        };
      },
    }),
    close: () => pool.end(),
  };
}

const run = promisify(execFile);

/**
 * Its libraries take no `Date`: the app writes text, mostly what `toISOString` gives, or lets the database write it
 * (`datetime(…)`), as the type says here.
 */
export const sqlite: Database = {
  name: 'SQLite',
  types: {
    times: ['text', 'datetime', 'text, written by datetime(…)'],
    texts: ['text', 'datetime', 'integer'],
    numbers: ['text', 'integer', 'numeric'],
    amounts: ['text', 'decimal(11,2)', 'real'],
  },
  column: (type) => ({
    database: 'SQLite',
    type,
    keep: async (value) => {
      const [declared = type, by] = type.split(', written by ');
      const text = `'${value instanceof Date ? value.toISOString() : value}'`;
      const written = by === undefined ? text : `datetime(${text})`;
      const statements = `CREATE TABLE kept (value ${declared}); INSERT INTO kept VALUES (${written}); SELECT value FROM kept;`;
      const { stdout } = await run('sqlite3', ['-json', ':memory:', statements]);
      const [row] = JSON.parse(stdout) as { readonly value: unknown }[];
      return () => Promise.resolve(row?.value);
    },
  }),
  close: () => Promise.resolve(),
};

/** Whether its command is there. */
export async function hasSqlite(): Promise<boolean> {
  return run('sqlite3', ['--version']).then(
    () => true,
    () => false,
  );
}
