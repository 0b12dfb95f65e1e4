import { driverCodes } from './driver-codes.js';
import { sqlMessages } from './sql.messages.js';

/** What databases call why a transaction takes nothing more, by what it means. */
const REASONS: readonly (readonly [ReadonlySet<string>, () => string])[] = [
  // PostgreSQL: in_failed_sql_transaction
  [new Set(['25P02']), () => sqlMessages.aborted],
  // MySQL and MariaDB: ER_SP_DOES_NOT_EXIST, for the savepoint of the claim
  [new Set(['1305']), () => sqlMessages.rolledBack],
  // idle_in_transaction_session_timeout, admin_shutdown; ER_CONNECTION_KILLED; what drivers say of a broken connection
  [
    new Set(['25P03', '57P01', '1927', '2006', '2013', 'PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE']),
    () => sqlMessages.sessionEnded,
  ],
];

/** The same of SQLite, whose libraries have no code for it. */
const SQLITE_REASONS: readonly (readonly [RegExp, () => string])[] = [
  [/^no such savepoint/, () => sqlMessages.endedOnSqlite],
  // better-sqlite3 and `node:sqlite`
  [/^(?:The database connection|database) is not open/, () => sqlMessages.closedOnSqlite],
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

function reasonOf(error: unknown): string | undefined {
  for (const code of driverCodes(error)) {
    const [, reason] = REASONS.find(([codes]) => codes.has(code)) ?? [];
    if (reason !== undefined) return reason();
  }
  const message = error instanceof Error ? error.message : '';
  const [, reason] = SQLITE_REASONS.find(([sentence]) => sentence.test(message)) ?? [];
  return reason?.();
}
