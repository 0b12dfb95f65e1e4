import type { SqlParameter } from '../sql-executor.js';

/** `$1 … $2 … $1` as `? … ? … ?` with the parameters repeated, for libraries that number them on their own. */
export function withQuestionMarks(
  sql: string,
  params: readonly SqlParameter[],
): { readonly sql: string; readonly params: SqlParameter[] } {
  if (sql.includes('?')) return { sql, params: [...params] };
  const repeated: SqlParameter[] = [];
  const text = sql.replace(/\$(\d+)/g, (_placeholder, number: string) => {
    repeated.push(params[Number(number) - 1] ?? '');
    return '?';
  });
  return { sql: text, params: repeated };
}
