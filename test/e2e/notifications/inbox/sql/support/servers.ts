import { createConnection } from 'node:net';

const HELP =
  'start one, or name one in the variable; LIANLIAN_TEST_REQUIRE_ALL=1 makes this a failure instead of a skip';

/** The address of a PostgreSQL for tests, or undefined where there is none. */
export function postgresUrl(): Promise<string | undefined> {
  return reachable(
    'PostgreSQL',
    'LIANLIAN_TEST_POSTGRES_URL',
    'postgres://postgres@127.0.0.1:5432/postgres',
    5432,
  );
}

/** The address of a MySQL or MariaDB for tests, or undefined where there is none. */
export function mysqlUrl(): Promise<string | undefined> {
  return reachable('MySQL/MariaDB', 'LIANLIAN_TEST_MYSQL_URL', 'mysql://root@127.0.0.1:3306/test', 3306);
}

async function reachable(
  server: string,
  variable: string,
  standard: string,
  port: number,
): Promise<string | undefined> {
  const url = process.env[variable] ?? standard;
  const address = new URL(url);
  if (await connects(address.hostname, Number(address.port || port))) return url;
  const reason = `No ${server} at ${address.host} (${variable}): ${HELP}.`;
  if (process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1') throw new Error(reason);
  console.warn(`Skipped: ${reason}`);
  return undefined;
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 2_000 });
    const settle = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
    socket.once('timeout', settle(false));
  });
}
