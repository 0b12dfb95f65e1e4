import { randomBytes } from 'node:crypto';

import type { SqlExecutor, SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';

/** One client of a library, as one process of an app has it. */
export interface Database<Transaction> {
  readonly executor: SqlExecutor<Transaction>;
  /** Writes an effect as the library's users do, with the handler's transaction. */
  write(transaction: Transaction, text: string): Promise<unknown>;
  /** Commits as a handler should not, with what the library has for it. Default: a statement that says COMMIT. */
  end?(transaction: Transaction): Promise<unknown>;
  /** Runs work in a transaction within the handler's, where the library has such. */
  nest?(transaction: Transaction, work: (nested: Transaction) => Promise<void>): Promise<unknown>;
  /** Breaks the connection of a transaction. Default: the server ends its session. */
  cut?(transaction: Transaction): Promise<unknown>;
  close(): Promise<unknown>;
}

/** A library with a kind of database, under test. */
export interface Library<Transaction> {
  readonly name: string;
  /** Another client on the same database; its `write` writes into `effects`. */
  open(effects: string): Promise<Database<Transaction>>;
  /** One process, one connection: there is no second one to look from, and none that breaks or is given up. */
  readonly embedded?: true;
  /** It is MySQL or MariaDB, whose claims are locks of a session. */
  readonly mysql?: true;
  /** It is a file of SQLite, with one writer, and no server that sees more than one process does. */
  readonly sqlite?: true;
}

/** A library with the tables that its cases share. */
export interface Fixture<Transaction> {
  readonly library: Library<Transaction>;
  readonly table: string;
  readonly effects: string;
  /** Another client, as another process has it, with a pool of two connections. */
  readonly open: () => Promise<SqlInbox<Transaction>>;
  readonly close: (inbox: unknown) => Promise<void>;
  /** A client that looks on. */
  readonly reader: () => Database<Transaction>;
}

/** A name that no other test file and no earlier run has. */
export function tableName(what: string): string {
  return `ll_${what}_${randomBytes(6).toString('hex')}`;
}

export async function createEffects(executor: SqlExecutor, effects: string): Promise<void> {
  await executor.query(`CREATE TABLE ${effects} (text varchar(600) NOT NULL)`, []);
}

export async function countEffects(executor: SqlExecutor, effects: string, text: string): Promise<number> {
  const placeholder = executor.dialect === 'postgres' ? '$1' : '?';
  const { rows } = await executor.query(`SELECT 1 AS one FROM ${effects} WHERE text = ${placeholder}`, [
    text,
  ]);
  return rows.length;
}

export async function dropTables(executor: SqlExecutor, tables: readonly string[]): Promise<void> {
  for (const table of tables) await executor.query(`DROP TABLE IF EXISTS ${table}`, []);
}
