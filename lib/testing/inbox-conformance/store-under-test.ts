import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NotificationInbox, OnceResult } from '../../common/inbox/notification-inbox.js';
import type { InboxConformanceOptions } from './options.js';

/** How long the suite waits for what must come. */
const PATIENCE_MS = 10_000;

/** What a payment leaves behind. */
export const OUTCOME = '2026112100000001/SUCCESS/4995';

/** What another payment of the same order would. */
export const OTHER_OUTCOME = '2026112100000002/SUCCESS/4995';

/** A case of the suite, to be run against a store. */
export interface StoreCase {
  readonly name: string;
  readonly run: (store: StoreUnderTest) => Promise<void>;
}

/** Work that runs until it is told to end. */
interface Held {
  /** Ends the work. */
  readonly end: () => void;
  /** Lets the work throw. */
  readonly fail: (error: Error) => void;
  /** What `once` gives then. */
  readonly result: Promise<OnceResult>;
}

/** The store during one case: its clients, its keys and its waiting. */
export class StoreUnderTest {
  readonly leaseMs: number;
  readonly tellsBusy: boolean;
  private readonly opened = new Set<NotificationInbox>();

  constructor(private readonly options: InboxConformanceOptions) {
    this.leaseMs = options.leaseMs ?? 150;
    this.tellsBusy = options.tellsBusy ?? true;
  }

  async client(): Promise<NotificationInbox> {
    const inbox = await this.options.open();
    this.opened.add(inbox);
    return inbox;
  }

  async clients(): Promise<[NotificationInbox, NotificationInbox, NotificationInbox]> {
    return [await this.client(), await this.client(), await this.client()];
  }

  async close(): Promise<void> {
    const inboxes = [...this.opened];
    this.opened.clear();
    for (const inbox of inboxes) await this.options.close?.(inbox);
  }

  /** Closes every client, and restarts the server where the store has one. */
  async restart(): Promise<void> {
    await this.close();
    await this.options.restart?.();
  }

  /** A key that nobody used before, in the form of the module's own. */
  key(suffix = ''): string {
    return `201408071000001543/order/${randomUUID()}/20261121120000${suffix}`;
  }

  /** Begins work that holds the key, and waits until it runs. */
  async hold(
    inbox: NotificationInbox,
    key: string,
    limits?: { leaseMs: number; maxHandlingMs: number },
  ): Promise<Held> {
    let begin = (): void => undefined;
    let end = (): void => undefined;
    let fail = (_error: Error): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const ended = new Promise<void>((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
    const result = inbox.once(
      key,
      OUTCOME,
      async () => {
        begin();
        await ended;
      },
      limits,
    );
    // A rejection is seen where the result is awaited; until then it must not end the process.
    result.catch(() => undefined);
    await Promise.race([begun, result.then(refuseUnrun)]);
    return { end, fail, result };
  }

  /** Holds a key that will be free, once it is. */
  async heldInTheEnd(inbox: NotificationInbox, key: string): Promise<Held> {
    let held: Held | undefined;
    const take = async (): Promise<boolean> => {
      held = await this.hold(inbox, key).catch(() => undefined);
      return held !== undefined;
    };
    await this.until(take, 'a key must be free again some time after its work outlived maxHandlingMs');
    assert.ok(held !== undefined);
    return held;
  }

  /** Waits until a condition holds. */
  async until(holds: () => Promise<boolean>, why: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS + this.leaseMs * 5;
    while (!(await holds())) {
      assert.ok(performance.now() < deadline, why);
      await sleep(Math.max(5, this.leaseMs / 10));
    }
  }
}

/** Runs work that only counts. */
export async function ran(inbox: NotificationInbox, key: string, outcome = OUTCOME): Promise<void> {
  let runs = 0;
  const result = await inbox.once(key, outcome, () => {
    runs++;
    return Promise.resolve();
  });
  assert.deepEqual(result, { status: 'ran' }, 'a key that is free must run its work, and say so');
  assert.equal(runs, 1, 'work must run once');
}

export async function assertBusy(inbox: NotificationInbox, key: string, why: string): Promise<void> {
  assert.deepEqual(await inbox.once(key, OTHER_OUTCOME, neverRun), { status: 'busy' }, why);
}

export async function assertDone(inbox: NotificationInbox, key: string, outcome: string, why: string) {
  assert.deepEqual(await inbox.once(key, OTHER_OUTCOME, neverRun), { status: 'done', outcome }, why);
  assert.equal(await inbox.recall(key), outcome, `${why}, and recalled with its outcome`);
}

/** Work of a key that must not be free. */
export function neverRun(): Promise<void> {
  assert.fail('work ran under a key that was held or done');
}

function refuseUnrun({ status }: OnceResult): never {
  assert.fail(`a key that is free must run its work, and was ${status}`);
}
