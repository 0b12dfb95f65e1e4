import { assertMethods } from '../assert-methods.js';
import type { ServerDialect, SqlExecutor } from '../sql-executor.js';
import { assertServer } from './assert-server.js';

/** What `CompiledQuery.raw` of Kysely makes, written out, so that nothing of Kysely is loaded here. */
interface KyselyRawQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly query: {
    readonly kind: 'RawNode';
    readonly sqlFragments: readonly string[];
    readonly parameters: readonly never[];
  };
  readonly queryId: { readonly queryId: string };
}

/** What is used of a Kysely `Transaction`. */
export interface KyselyQueries {
  executeQuery(query: KyselyRawQuery): Promise<{ rows: unknown[]; numAffectedRows?: bigint | undefined }>;
}

/** What is used of a `Kysely`. */
export interface KyselyDatabase<Transaction extends KyselyQueries> extends KyselyQueries {
  transaction(): {
    setIsolationLevel(level: 'read committed'): {
      execute<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
    };
  };
}

/**
 * The inbox on a `Kysely`; the handler's transaction is a Kysely `Transaction`. Kysely does not tell its
 * database, so the dialect is given.
 *
 * @throws LianlianConfigError for anything else
 * @example
 * const inbox = new SqlInbox(kyselyExecutor(db, 'postgres'));
 */
export function kyselyExecutor<Transaction extends KyselyQueries>(
  db: KyselyDatabase<Transaction>,
  dialect: ServerDialect,
): SqlExecutor<Transaction> {
  assertMethods(db, { option: 'kyselyExecutor', what: 'a Kysely', methods: ['executeQuery', 'transaction'] });
  assertServer('Kysely', dialect);
  return {
    dialect,
    query: async (sql, params, transaction) => {
      const { rows, numAffectedRows } = await (transaction ?? db).executeQuery(rawQuery(sql, params));
      return { rows, affected: Number(numAffectedRows ?? 0) };
    },
    transaction: (work) => db.transaction().setIsolationLevel('read committed').execute(work),
  };
}

function rawQuery(sql: string, parameters: readonly unknown[]): KyselyRawQuery {
  return {
    sql,
    parameters,
    query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
    queryId: { queryId: 'lianlian-inbox' },
  };
}
