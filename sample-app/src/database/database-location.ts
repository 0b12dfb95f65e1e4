import { fileURLToPath } from 'node:url';

/** Where the shop keeps its orders. */
export type DatabaseLocation =
  /** A PostgreSQL, MySQL or MariaDB, by its URL, which has a password in it. */
  | { readonly kind: 'server'; readonly url: string }
  /** PostgreSQL in this process, in a folder. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** PostgreSQL in this process, gone with it. */
  | { readonly kind: 'memory' };

const HOME = fileURLToPath(new URL('../../data/', import.meta.url));

/** `DATABASE_URL` names a server; else `SHOP_DATA_DIR` a folder, or `memory://`. */
export function databaseLocation(env: NodeJS.ProcessEnv): DatabaseLocation {
  const url = env['DATABASE_URL'] ?? '';
  if (url !== '') return { kind: 'server', url };
  const folder = env['SHOP_DATA_DIR'] ?? '';
  return folder === 'memory://' ? { kind: 'memory' } : { kind: 'folder', folder: folder || HOME };
}

/** The same in words, without a password. */
export function describeLocation(location: DatabaseLocation): string {
  switch (location.kind) {
    case 'server': {
      const { protocol, host, pathname } = new URL(location.url);
      return `${protocol}//${host}${pathname}`;
    }
    case 'folder':
      return location.folder;
    case 'memory':
      return '内存，退出即失 in memory, gone with this process';
  }
}
