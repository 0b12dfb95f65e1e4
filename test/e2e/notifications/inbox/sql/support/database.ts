import { randomBytes } from 'node:crypto';

import type { SqlExecutor } from '../../../../../../lib/notifications/inbox/sql/index.js';

/** One client of a library, as one process of an app has it. */
export interface Database<Transaction> {
  readonly executor: SqlExecutor<Transaction>;
  /** Writes an effect as the library's users do, with the handler's transaction. */
  write(transaction: Transaction, text: string): Promise<unknown>;
  close(): Promise<unknown>;
}

/** A library with a kind of database, under test. */
export interface Library<Transaction> {
  readonly name: string;
  /** Another client on the same database; its `write` writes into `effects`. */
  open(effects: string): Promise<Database<Transaction>>;
  /** The server cannot cut one connection of an embedded database. */
  readonly embedded?: true;
}

/** A name that no other test file and no earlier run has. */
export function tableName(what: string): string {
  return `ll_${what}_${randomBytes(6).toString('hex')}`;
}

export async function createEffects(executor: SqlExecutor, effects: string): Promise<void> {
  await executor.query(`CREATE TABLE ${effects} (text varchar(600) NOT NULL)`, []);
}

export async function countEffects(executor: SqlExecutor, effects: string, text: string): Promise<number> {
  const placeholder = executor.dialect === 'mysql' ? '?' : '$1';
  const { rows } = await executor.query(`SELECT 1 AS one FROM ${effects} WHERE text = ${placeholder}`, [
    text,
  ]);
  return rows.length;
}

export async function dropTables(executor: SqlExecutor, tables: readonly string[]): Promise<void> {
  for (const table of tables) await executor.query(`DROP TABLE IF EXISTS ${table}`, []);
}
