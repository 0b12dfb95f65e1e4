import { randomUUID } from 'node:crypto';

import { expect } from 'vitest';

import { meeting } from '../../e2e/notifications/inbox/sql/support/meeting.js';
import type { NotificationInbox } from '../../../lib/common/inbox/notification-inbox.js';

/** A service of an app, that is handed no transaction: it writes where its library says that it is. */
interface Service {
  add(text: string): Promise<unknown>;
  /** How many of these there are, as seen from where it is called. */
  count(texts: string[]): Promise<number>;
}

/** Two handlers at once call a service: each writes in its own transaction, of which one is rolled back. */
export async function expectServiceInHandlers(inbox: NotificationInbox, service: Service): Promise<void> {
  const [paid, failed] = [randomUUID(), randomUUID()];
  const [both, counted] = [meeting(), meeting()];
  const seen: number[] = [];
  const handle = (key: string, end: () => Promise<void>) =>
    inbox.once(key, 'an outcome', async () => {
      await service.add(key);
      await both();
      seen.push(await service.count([paid, failed]));
      // Neither is committed before the other one has looked.
      await counted();
      await end();
    });
  const failure = new Error('The handler failed.');
  const results = await Promise.allSettled([
    handle(paid, () => Promise.resolve()),
    handle(failed, () => Promise.reject(failure)),
  ]);
  expect(results).toEqual([
    { status: 'fulfilled', value: { status: 'ran' } },
    { status: 'rejected', reason: failure },
  ]);
  expect(seen).toEqual([1, 1]);
  expect([await service.count([paid]), await service.count([failed])]).toEqual([1, 0]);
  expect([await inbox.recall(paid), await inbox.recall(failed)]).toEqual(['an outcome', undefined]);
}
