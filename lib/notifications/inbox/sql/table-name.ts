import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import { sqlMessages } from './sql.messages.js';
import type { SqlDialect } from './sql-executor.js';

export const DEFAULT_TABLE = 'lianlian_inbox';

/** 48, so that the name of the index stays within the 63 of PostgreSQL. */
const TABLE_NAME = /^(?:[A-Za-z_][A-Za-z0-9_]{0,47}\.)?[A-Za-z_][A-Za-z0-9_]{0,47}$/;

/**
 * The table's name as SQL takes it: quoted, so that it is case-sensitive and no keyword.
 *
 * @throws LianlianConfigError if it is anything but an identifier, because it becomes part of statements; for a schema on
 * SQLite, and for a dialect that there is not
 */
export function quotedTable(dialect: SqlDialect, table: string): string {
  if (!['postgres', 'mysql', 'sqlite'].includes(dialect)) {
    throw new LianlianConfigError([{ option: 'dialect', message: sqlMessages.dialect }]);
  }
  if (!TABLE_NAME.test(table)) {
    throw new LianlianConfigError([{ option: 'table', message: sqlMessages.tableName }]);
  }
  // Another schema is another file there, which would not commit together with the handler's writes.
  if (dialect === 'sqlite' && table.includes('.')) {
    throw new LianlianConfigError([{ option: 'table', message: sqlMessages.noSchema }]);
  }
  const quote = dialect === 'mysql' ? '`' : '"';
  return table
    .split('.')
    .map((part) => `${quote}${part}${quote}`)
    .join('.');
}
