import { errorCode, errorMessage } from '../common/secrets/error-text.js';
import type { QueueServer } from '../notifications/queue/outage-log.js';
import { bossMessages } from './boss.messages.js';

/** By PostgreSQL's SQLSTATE. */
const REFUSALS: Readonly<Record<string, (schema: string) => string>> = {
  '28P01': bossMessages.wrongPassword,
  '28000': bossMessages.notAllowed,
  '3D000': bossMessages.noDatabase,
  '42501': bossMessages.noPermission,
  '53300': bossMessages.tooManyConnections,
  '25006': bossMessages.readOnly,
  '53100': bossMessages.diskFull,
  '3F000': bossMessages.noTables,
  '42P01': bossMessages.noTables,
};

/** What pg-boss says of tables that it may not make or change. */
const NO_TABLES = /^pg-boss (?:is not installed|database requires migrations)/;

/** PostgreSQL, for the log of its outages. */
export function postgresWith(schema: string): QueueServer {
  return {
    name: 'PostgreSQL',
    refusalIn: (error) =>
      NO_TABLES.test(errorMessage(error))
        ? bossMessages.noTables()
        : REFUSALS[errorCode(error) ?? '']?.(schema),
  };
}

/** Whether PostgreSQL, rather than one statement or one argument, is what an error is about. */
export function isOutage(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  // Of SQLSTATE's classes these are data, constraints, and the statement itself.
  return code in REFUSALS || !(code === 'ERR_ASSERTION' || /^(?:22|23|42)\w{3}$/.test(code));
}
