import { LianlianConfigError } from '../../../../errors/lianlian-config.error.js';
import type { SqlDialect } from '../sql-executor.js';
import { sqlMessages } from '../sql.messages.js';

const DIALECTS = new Map<string, SqlDialect>([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['aurora-postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['mysql2', 'mysql'],
  ['mariadb', 'mysql'],
  ['aurora-mysql', 'mysql'],
]);

/**
 * The dialect behind the name that a library has for it.
 *
 * @throws LianlianConfigError for a database that the inbox does not speak to
 */
export function dialectNamed(library: string, name: string): SqlDialect {
  const dialect = DIALECTS.get(name);
  if (dialect === undefined) {
    throw new LianlianConfigError([
      { option: 'notifications.inbox', message: sqlMessages.unknownDialect(library, name) },
    ]);
  }
  return dialect;
}
