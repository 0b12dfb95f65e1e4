/** Where libraries keep what their driver threw: TypeORM, Sequelize, Prisma, and those that set `cause`. */
const WRAPPED = ['driverError', 'original', 'parent', 'meta', 'driverAdapterError', 'cause'];

/**
 * The codes of an error and of all that it wraps, the outermost first: SQLSTATEs of PostgreSQL, numbers of MySQL and
 * MariaDB (as text, which some libraries make of them), and what drivers call a connection that broke.
 */
export function driverCodes(error: unknown): readonly string[] {
  return errorsIn(error).flatMap((each) => {
    const { code, errno, originalCode } = each as Record<string, unknown>;
    return [code, errno, originalCode].flatMap((value) =>
      typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
    );
  });
}

/** The sentences of an error and of all that it wraps, the outermost first. */
export function driverSentences(error: unknown): readonly string[] {
  return errorsIn(error).flatMap((each) => {
    const { message } = each as Record<string, unknown>;
    return typeof message === 'string' ? [message] : [];
  });
}

/** An error and all that it wraps. */
function errorsIn(error: unknown): readonly object[] {
  const found: object[] = [];
  const look = (each: unknown): void => {
    // Some errors are wrapped by two names, and one may be its own cause.
    if (typeof each !== 'object' || each === null || found.includes(each)) return;
    found.push(each);
    for (const name of WRAPPED) look(Reflect.get(each, name));
  };
  look(error);
  return found;
}
