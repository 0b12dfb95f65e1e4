import type { SqlDialect, SqlExecutor, SqlResult } from '../../../../../lib/notifications/inbox/sql/index.js';

/** What the fake says to a statement: rows, or an error that it fails with; undefined where it says the usual. */
export type Respond = (sql: string, transaction: unknown) => readonly unknown[] | Error | undefined;

/** A database that grants every claim. It notes what it is asked, with `tx` in front where in the transaction. */
export class FakeExecutor implements SqlExecutor {
  readonly asked: string[] = [];

  constructor(
    readonly dialect: SqlDialect,
    private readonly respond: Respond = () => undefined,
  ) {}

  query(sql: string, _params: readonly unknown[], transaction?: unknown): Promise<SqlResult> {
    this.asked.push(`${transaction === undefined ? '' : 'tx '}${sql}`);
    const reply = this.respond(sql, transaction);
    if (reply instanceof Error) return Promise.reject(reply);
    if (reply !== undefined) return Promise.resolve({ rows: reply, affected: reply.length });
    if (sql.includes('AS left_behind')) return Promise.resolve({ rows: [], affected: 0 });
    return Promise.resolve({ rows: [{ first: 1, second: 1 }], affected: 1 });
  }

  transaction<T>(work: (transaction: unknown) => Promise<T>): Promise<T> {
    return work('the transaction');
  }

  /** How many of the statements match. */
  count(pattern: RegExp): number {
    return this.asked.filter((sql) => pattern.test(sql)).length;
  }
}
