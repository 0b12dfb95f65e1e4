import { LianlianConfigError } from '../../../../errors/lianlian-config.error.js';
import type { ServerDialect, SqlDialect } from '../sql-executor.js';
import { sqlMessages } from '../sql.messages.js';

/**
 * Refuses SQLite where a library reaches it by one connection that all requests share, or hides which one it takes.
 *
 * @throws LianlianConfigError that names the executors that there are for it
 */
export function assertServer(library: string, dialect: SqlDialect): asserts dialect is ServerDialect {
  if (dialect !== 'sqlite') return;
  throw new LianlianConfigError([
    { option: 'notifications.inbox', message: sqlMessages.sqliteBehind(library, dialect) },
  ]);
}
