import { mysqlStatements } from './mysql.statements.js';
import { postgresStatements } from './postgres.statements.js';
import type { SqlDialect } from './sql-executor.js';
import { sqliteStatements } from './sqlite.statements.js';
import type { InboxStatements } from './statements.js';

/** The statements for a table that is quoted already. */
export function statementsFor(dialect: SqlDialect, table: string): InboxStatements {
  switch (dialect) {
    case 'postgres':
      return postgresStatements(table);
    case 'mysql':
      return mysqlStatements(table);
    case 'sqlite':
      return sqliteStatements(table);
  }
}
