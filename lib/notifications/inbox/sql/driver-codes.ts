/** Where libraries keep what their driver threw: TypeORM, Sequelize, Prisma, and whoever has a `cause`. */
const WRAPPED = ['driverError', 'original', 'parent', 'meta', 'driverAdapterError', 'cause'];

/**
 * The codes of an error and of all that it wraps, the outermost first: SQLSTATEs of PostgreSQL, numbers of MySQL and
 * MariaDB (as text, which some libraries make of them), and what drivers call a connection that broke.
 */
export function driverCodes(error: unknown): readonly string[] {
  const codes: string[] = [];
  const found: object[] = [];
  const look = (each: unknown): void => {
    // Some errors are wrapped by two names, and one may be its own cause.
    if (typeof each !== 'object' || each === null || found.includes(each)) return;
    found.push(each);
    const { code, errno, originalCode } = each as Record<string, unknown>;
    for (const value of [code, errno, originalCode]) {
      if (typeof value === 'string' || typeof value === 'number') codes.push(String(value));
    }
    for (const name of WRAPPED) look(Reflect.get(each, name));
  };
  look(error);
  return codes;
}
