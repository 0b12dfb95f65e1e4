import { mysqlStatements } from './mysql.statements.js';
import { postgresStatements } from './postgres.statements.js';
import type { SqlDialect } from './sql-executor.js';
import type { InboxStatements } from './statements.js';

/** The statements for a table that is quoted already. */
export function statementsFor(dialect: SqlDialect, table: string): InboxStatements {
  return dialect === 'mysql' ? mysqlStatements(table) : postgresStatements(table);
}
