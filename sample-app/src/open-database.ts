import { type DatabaseLocation, describeLocation } from './database/database-location.js';
import { FolderInUseError } from './database/folder-lock.js';
import { ShopDatabase } from './database/shop-database.js';
import { StartError } from './start-settings.js';

/** Opens the shop's database. @throws StartError that says which one cannot be used, why, and what to do */
export async function openDatabase(location: DatabaseLocation): Promise<ShopDatabase> {
  try {
    return await ShopDatabase.open(location);
  } catch (error) {
    if (error instanceof FolderInUseError) throw new StartError(error.message, { cause: error });
    throw new StartError(
      location.kind === 'server'
        ? `The database of DATABASE_URL, ${describeLocation(location)}, cannot be used (${reasonOf(error)}): see that it runs and that its user may make tables in it, or leave DATABASE_URL out.`
        : `The orders cannot be kept in ${describeLocation(location)} (${reasonOf(error)}): name a folder in SHOP_DATA_DIR that this process may write to.`,
      { cause: error },
    );
  }
}

/** The first of its causes that says something: a failed connection alone has a code and no words. */
function reasonOf(error: unknown): string {
  const { message, code, cause } = error as NodeJS.ErrnoException;
  if (cause !== undefined) return reasonOf(cause);
  const words = message === '' ? undefined : message;
  return [code, words].filter((part) => part !== undefined).join(', ') || 'unknown';
}
