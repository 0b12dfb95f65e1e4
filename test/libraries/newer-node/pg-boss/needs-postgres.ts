import { describe } from 'vitest';

import { postgresUrl } from '../../../e2e/notifications/inbox/sql/support/servers.js';

/** `describe` where a PostgreSQL answers. */
export async function describeWithPostgres(name: string, body: (url: string) => void): Promise<void> {
  const url = await postgresUrl();
  describe.skipIf(url === undefined)(name, () => {
    body(url ?? '');
  });
}
