import { driverCodes, driverSentences } from './driver-codes.js';
import { sqlMessages } from './sql.messages.js';

/** What databases and drivers call the end of a session, or a connection that broke. */
const SESSION_ENDED = new Set([
  // PostgreSQL: idle_in_transaction_session_timeout, admin_shutdown, crash_shutdown, idle_session_timeout
  ...['25P03', '57P01', '57P02', '57P05'],
  // MariaDB: ER_CONNECTION_KILLED; MySQL: ER_SESSION_WAS_KILLED, ER_CLIENT_INTERACTION_TIMEOUT
  ...['1927', '3169', '4031'],
  // Node and the clients of MySQL: pg, mysql2
  ...['2006', '2013', 'PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE'],
  // MariaDB's connector, below Prisma: ER_CMD_NOT_EXECUTED_DESTROYED, ER_SOCKET_UNEXPECTED_CLOSE, ER_CMD_CONNECTION_CLOSED
  ...['45004', '45009', '45013'],
  // Prisma; postgres.js, below Drizzle
  ...['P1017', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
]);

/** better-sqlite3 and `node:sqlite`. */
const CLOSED_ON_SQLITE = /^(?:The database connection|database) is not open/;

/** What libraries without a code say of a statement whose session, or whose transaction, is over: pg; mysql2; Knex, TypeORM. */
const SESSION_ENDED_SENTENCES = [
  /not queryable|Connection terminated/,
  /closed state/,
  /Transaction query already complete|Query runner already released/,
  CLOSED_ON_SQLITE,
];

/** What databases call why a transaction takes nothing more, by what it means. */
const REASONS: readonly (readonly [ReadonlySet<string>, () => string])[] = [
  // PostgreSQL: in_failed_sql_transaction
  [new Set(['25P02']), () => sqlMessages.aborted],
  // MySQL and MariaDB: ER_SP_DOES_NOT_EXIST, for the savepoint of the claim
  [new Set(['1305']), () => sqlMessages.rolledBack],
  [SESSION_ENDED, () => sqlMessages.sessionEnded],
];

/** The same of SQLite, whose libraries have no code for it. */
const SQLITE_REASONS: readonly (readonly [RegExp, () => string])[] = [
  [/^no such savepoint/, () => sqlMessages.endedOnSqlite],
  [CLOSED_ON_SQLITE, () => sqlMessages.closedOnSqlite],
  [/busy executing a query/, () => sqlMessages.iterating],
];

/** The transaction of a claim is not open any more when its work ends. Nothing of the work is to be remembered. */
export class TransactionEnded extends Error {
  override readonly name = 'TransactionEnded';

  constructor(options?: { readonly cause: unknown }) {
    super(`${sqlMessages.transactionEnded} ${reasonOf(options?.cause) ?? sqlMessages.someReason}`, options);
  }
}

/** Whether a code of a driver says that its transaction takes nothing more. */
export function isTransactionOver(code: string): boolean {
  return REASONS.some(([codes]) => codes.has(code));
}

/** Whether the session of a statement that failed so is over: nothing more can be written in its transaction. */
export function isSessionOver(error: unknown): boolean {
  if (driverCodes(error).some((code) => SESSION_ENDED.has(code))) return true;
  const sentences = driverSentences(error);
  return SESSION_ENDED_SENTENCES.some((shape) => sentences.some((sentence) => shape.test(sentence)));
}

function reasonOf(error: unknown): string | undefined {
  for (const code of driverCodes(error)) {
    const [, reason] = REASONS.find(([codes]) => codes.has(code)) ?? [];
    if (reason !== undefined) return reason();
  }
  const message = error instanceof Error ? error.message : '';
  const [, reason] = SQLITE_REASONS.find(([sentence]) => sentence.test(message)) ?? [];
  return reason?.();
}
