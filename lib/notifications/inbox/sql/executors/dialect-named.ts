import { LianlianConfigError } from '../../../../errors/lianlian-config.error.js';
import type { ServerDialect } from '../sql-executor.js';
import { sqlMessages } from '../sql.messages.js';

const DIALECTS = new Map<string, ServerDialect>([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['aurora-postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['mysql2', 'mysql'],
  ['mariadb', 'mysql'],
  ['aurora-mysql', 'mysql'],
]);

/** In what every library calls it: `sqlite`, `sqlite3`, `better-sqlite3`. */
const SQLITE = 'sqlite';

/**
 * The dialect behind the name that a library has for it.
 *
 * @throws LianlianConfigError for a database that the inbox does not speak to
 */
export function dialectNamed(library: string, name: string): ServerDialect {
  const dialect = DIALECTS.get(name);
  if (dialect === undefined) {
    const message = name.includes(SQLITE)
      ? sqlMessages.sqliteBehind(library, name)
      : sqlMessages.unknownDialect(library, name);
    throw new LianlianConfigError([{ option: 'notifications.inbox', message }]);
  }
  return dialect;
}
