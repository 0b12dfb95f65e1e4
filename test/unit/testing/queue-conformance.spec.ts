import type { NotificationQueue, QueuedNotification } from 'nestjs-lianlian';
import { queueConformance } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

/** A queue in memory. Several clients share its jobs. */
class PlainQueue implements NotificationQueue {
  constructor(protected readonly jobs = new Map<string, QueuedNotification>()) {}

  enqueue(notification: QueuedNotification): Promise<void> {
    this.jobs.set(notification.id, { ...notification });
    return Promise.resolve();
  }

  contents(): readonly QueuedNotification[] {
    return [...this.jobs.values()];
  }
}

type Open = (jobs: Map<string, QueuedNotification>) => PlainQueue;

async function failuresOf(open: Open, forget = false): Promise<string[]> {
  const jobs = new Map<string, QueuedNotification>();
  const cases = queueConformance({
    open: () => open(jobs),
    close: () => {
      if (forget) jobs.clear();
    },
    contents: (queue) => Promise.resolve((queue as PlainQueue).contents()),
  });
  const failures: string[] = [];
  for (const { name, run } of cases) await run().catch(() => failures.push(name));
  return failures;
}

const AS_IT_WAS = 'what is put in comes out as it was';
const COPIES = 'of 20 copies at once over two clients, one is kept';
const TWO_PAYMENTS = 'two payments of one order are both kept';
const DURABLE = 'what enqueue resolved for is there when every client was closed and opened again';

describe('the conformance suite of queues', () => {
  it('passes a queue that does what it must', async () => {
    expect(await failuresOf((jobs) => new PlainQueue(jobs))).toEqual([]);
  });

  it('finds a queue that cuts messages', async () => {
    class Cutting extends PlainQueue {
      override enqueue(notification: QueuedNotification): Promise<void> {
        return super.enqueue({ ...notification, message: notification.message.slice(0, 50_000) });
      }
    }
    expect(await failuresOf((jobs) => new Cutting(jobs))).toEqual([AS_IT_WAS]);
  });

  it('finds a queue that keeps copies', async () => {
    class Copying extends PlainQueue {
      override enqueue(notification: QueuedNotification): Promise<void> {
        this.jobs.set(String(this.jobs.size), notification);
        return Promise.resolve();
      }
    }
    expect(await failuresOf((jobs) => new Copying(jobs))).toEqual([COPIES]);
  });

  it('finds a queue that keeps one payment for each order', async () => {
    class OnePerOrder extends PlainQueue {
      override enqueue(notification: QueuedNotification): Promise<void> {
        const isThere = [...this.jobs.values()].some(
          (other) => other.message === notification.message && other.route === notification.route,
        );
        return isThere ? Promise.resolve() : super.enqueue(notification);
      }
    }
    expect(await failuresOf((jobs) => new OnePerOrder(jobs))).toContain(TWO_PAYMENTS);
  });

  it('finds a queue that forgets', async () => {
    expect(await failuresOf((jobs) => new PlainQueue(jobs), true)).toEqual([DURABLE]);
  });
});
