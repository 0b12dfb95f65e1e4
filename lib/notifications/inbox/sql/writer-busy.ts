import { sqlMessages } from './sql.messages.js';

/** SQLITE_BUSY, with whatever further bits say why. */
const BUSY = 5;

/** Another connection has had SQLite's one write lock for as long as the inbox waits for it. */
export class WriterBusy extends Error {
  override readonly name = 'WriterBusy';
  readonly code = 'SQLITE_BUSY';

  constructor(options?: { readonly cause: unknown }) {
    super(sqlMessages.writerBusy, options);
  }
}

/** What better-sqlite3 (`code`) and `node:sqlite` (`errcode`) say where another connection has the lock. */
export function isWriterBusy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, errcode } = error as Record<string, unknown>;
  if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return true;
  return typeof errcode === 'number' && (errcode & 0xff) === BUSY;
}
