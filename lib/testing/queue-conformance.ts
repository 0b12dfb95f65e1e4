import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { readOptions } from '../common/options/read-options.js';
import type { NotificationQueue, QueuedNotification } from '../common/inbox/notification-queue.js';

/** What `queueConformance` has to know of a queue. */
export interface QueueConformanceOptions {
  /** Another client on the same queue, as another process would have. What is in it already does not matter. */
  readonly open: () => NotificationQueue | Promise<NotificationQueue>;
  /** Closes what `open` opened; called once for each. */
  readonly close?: ((queue: NotificationQueue) => unknown) | undefined;
  /** Everything that is in the queue now, as a worker would take it; in any order, taken out or left in. */
  readonly contents: (queue: NotificationQueue) => Promise<readonly QueuedNotification[]>;
  /** The queue keeps what it has when all clients are closed and opened again. Default true. */
  readonly durable?: boolean | undefined;
  /**
   * The queue tells no copies apart, and keeps each that comes, as RabbitMQ does: the inbox is what handles one of them.
   * Default false.
   */
  readonly keepsCopies?: boolean | undefined;
}

/** One case: `it(name, run)` in Vitest, Jest or node:test. */
export interface QueueConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const OPTIONS = [
  ...(['open', 'close', 'contents', 'durable', 'keepsCopies'] as const),
] satisfies (keyof QueueConformanceOptions)[];
const COPIES = 20;

/**
 * What every `NotificationQueue` must do, as test cases for a queue of your own. Works in any test runner.
 *
 * @throws LianlianConfigError for an option that is misspelt or of another type
 * @example
 * for (const { name, run } of queueConformance({
 *   open: () => MyQueue.connect(url),
 *   close: (queue) => (queue as MyQueue).close(),
 *   contents: (queue) => (queue as MyQueue).peekAll(),
 * })) {
 *   it(name, run);
 * }
 */
export function queueConformance(options: QueueConformanceOptions): readonly QueueConformanceCase[] {
  readOptions(
    options,
    { of: 'queueConformance', known: OPTIONS, headline: 'The suite has no cases:' },
    (reader) => {
      reader.checkFunction('open', true);
      reader.checkFunction('close');
      reader.checkFunction('contents', true);
      reader.flag('durable', true);
      reader.flag('keepsCopies', false);
    },
  );
  const cases = [...queueCases, options.keepsCopies === true ? keptCopiesCase : copiesCase];
  if (options.durable !== false) cases.push(durableCase);
  return cases.map(({ name, run }) => ({
    name,
    run: async () => {
      const queue = new QueueUnderTest(options);
      try {
        await run(queue);
      } finally {
        await queue.close();
      }
    },
  }));
}

class QueueUnderTest {
  private readonly opened = new Set<NotificationQueue>();

  constructor(private readonly options: QueueConformanceOptions) {}

  async client(): Promise<NotificationQueue> {
    const queue = await this.options.open();
    this.opened.add(queue);
    return queue;
  }

  async close(): Promise<void> {
    const queues = [...this.opened];
    this.opened.clear();
    for (const queue of queues) await this.options.close?.(queue);
  }

  /** What is in the queue of these notifications. */
  async kept(ids: readonly string[]): Promise<QueuedNotification[]> {
    const contents = await this.options.contents(await this.client());
    return contents.filter(({ id }) => ids.includes(id));
  }
}

function notification(change: Partial<QueuedNotification> = {}): QueuedNotification {
  const id = `201408071000001543/payment/${randomUUID()}/SUCCESS/4995`;
  return { id, kind: 'payment', route: 'PaymentsController.notify', message: '{"no_order":"1"}', ...change };
}

interface QueueCase {
  readonly name: string;
  readonly run: (queue: QueueUnderTest) => Promise<void>;
}

const queueCases: readonly QueueCase[] = [
  {
    name: 'what is put in comes out as it was',
    run: async (queue) => {
      const message = JSON.stringify({ info_order: '羽毛球 "é" \\ \u2028 \ud83d\ude00', nested: '1000.0' });
      const sent = [
        notification({ message }),
        notification({ kind: 'refund', message: `{"a":"${'x'.repeat(60_000)}"}` }),
        notification({ kind: 'payout', route: 'PaymentsController.payoutNotify' }),
        notification({ trace: { creation: { traceparent: '00-1-2-01' } } }),
      ];
      const client = await queue.client();
      for (const each of sent) await client.enqueue(each);
      const kept = await queue.kept(sent.map(({ id }) => id));
      const byId = (one: QueuedNotification, other: QueuedNotification): number =>
        one.id.localeCompare(other.id);
      assert.deepEqual(
        kept.toSorted(byId),
        sent.toSorted(byId),
        'a notification must come out with every field as it went in',
      );
    },
  },
  {
    name: 'two payments of one order are both kept',
    run: async (queue) => {
      const client = await queue.client();
      const [one, other] = [notification(), notification()];
      await Promise.all([client.enqueue(one), client.enqueue(other)]);
      const kept = await queue.kept([one.id, other.id]);
      assert.equal(kept.length, 2, 'whatever has an id of its own must be kept: none of it comes again');
    },
  },
];

/** Puts copies of one notification in at once, by two clients, and gives how many are kept. */
async function keptOfCopies(queue: QueueUnderTest): Promise<number> {
  const [one, other] = [await queue.client(), await queue.client()];
  const sent = notification();
  await Promise.all(
    Array.from({ length: COPIES }, (_, index) => (index % 2 === 0 ? one : other).enqueue(sent)),
  );
  return (await queue.kept([sent.id])).length;
}

const copiesCase: QueueCase = {
  name: `of ${String(COPIES)} copies at once over two clients, one is kept`,
  run: async (queue) => {
    assert.equal(await keptOfCopies(queue), 1, 'copies of one notification must be kept once');
  },
};

const keptCopiesCase: QueueCase = {
  name: `of ${String(COPIES)} copies at once over two clients, at least one is kept`,
  run: async (queue) => {
    const kept = await keptOfCopies(queue);
    assert.ok(kept >= 1 && kept <= COPIES, 'copies must be kept, and none must come from nowhere');
  },
};

const durableCase: QueueCase = {
  name: 'what enqueue resolved for is there when every client was closed and opened again',
  run: async (queue) => {
    const sent = notification();
    await (await queue.client()).enqueue(sent);
    await queue.close();
    assert.equal((await queue.kept([sent.id])).length, 1, 'an acknowledged notification must not be lost');
  },
};
