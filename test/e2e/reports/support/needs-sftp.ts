import { createRequire } from 'node:module';

import { describe } from 'vitest';

import { lacks } from '../../../support/needs.js';
import { hasSshd, SSHD } from './sftp-servers.js';

/** Not known to the compiler where it is not installed. */
export const CLIENT = ['ssh2', 'sftp', 'client'].join('-');

/** `describe` where OpenSSH and the client are installed, for tests with a real server. */
export function describeWithSftp(name: string, body: () => void): void {
  const needs = [...(hasClient() ? [] : [CLIENT]), ...(hasSshd ? [] : [`ssh-keygen and ${SSHD}`])];
  const missing = needs.length > 0 && needs.join(' and ');
  const run =
    'install openssh-server (or set LIANLIAN_TEST_SSHD), then npx vitest run --project source test/e2e/reports';
  describe.skipIf(lacks({ tests: name, missing, run }))(name, body);
}

function hasClient(): boolean {
  try {
    createRequire(import.meta.url).resolve(CLIENT);
    return true;
  } catch {
    return false;
  }
}
