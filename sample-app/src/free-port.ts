import { createServer } from 'node:net';

import { StartError } from './start-settings.js';

/**
 * The wanted port if it is free, else any free one.
 *
 * It has to be known before the app is made: every request says where LianLian sends its notifications.
 *
 * @throws StartError for an address that this machine does not have, and a port that the process may not open
 */
export async function freePort(wanted: number, host: string): Promise<number> {
  return (await tryPort(wanted, host)) ?? (await tryPort(0, host)) ?? wanted;
}

/**
 * @param shopPort which the shop is about to take
 * @throws StartError for the sandbox's port where it is taken: no payer would find another one
 */
export async function assertFree(port: number, host: string, shopPort: number): Promise<void> {
  const isShops = port !== 0 && port === shopPort;
  if (!isShops && (await tryPort(port, host)) !== undefined) return;
  throw new StartError(
    `SANDBOX_PORT is ${String(port)}, which ${isShops ? 'is the shop’s' : 'another program has'}: name another one, or leave it out for any free one.`,
  );
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE') resolve(undefined);
      else reject(new StartError(problemOf(code, port, host)));
    });
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}

function problemOf(code: string, port: number, host: string): string {
  return code === 'EACCES'
    ? `This process may not open port ${String(port)} (${code}): name one above 1023.`
    : `HOST is ${host}, and this machine cannot listen there (${code}): leave it out for this machine alone, or name 0.0.0.0 or one of the machine's own addresses.`;
}
