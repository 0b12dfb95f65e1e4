import { beforeEach, describe, expect, it } from 'vitest';

import { BossWorkers } from '../../../lib/pg-boss/boss-workers.js';
import type { BossJob, BossResult, PgBossLike } from '../../../lib/pg-boss/pg-boss-like.js';

const job = (id: string): BossJob => ({
  id,
  data: {},
  retryCount: 0,
  singletonKey: null,
  createdOn: new Date(0),
  sourceOutput: null,
  sourceRetryCount: null,
});

/** Workers that take a job when they are told, and note what is asked of them. */
function bossWithoutPostgres() {
  const handlers = new Map<string, (jobs: BossJob[]) => Promise<BossResult[]>>();
  const workers = new Set<string>();
  const looked: string[] = [];
  let isStopped = false;
  const boss = {
    work: (_queue: string, _options: object, handler: (jobs: BossJob[]) => Promise<BossResult[]>) => {
      if (isStopped) return Promise.reject(new Error('Workers are disabled. pg-boss is stopped'));
      const id = `worker-${String(handlers.size + 1)}`;
      handlers.set(id, handler);
      workers.add(id);
      return Promise.resolve(id);
    },
    offWork: (_queue: string, { id }: { id?: string }) => {
      if (id === undefined) workers.clear();
      else workers.delete(id);
      return Promise.resolve();
    },
    notifyWorker: (id: string) => void looked.push(id),
  };
  const take = (worker: string, id: string) => handlers.get(worker)?.([job(id)]);
  const stop = (): void => {
    isStopped = true;
  };
  return { boss: boss as unknown as PgBossLike, names: () => [...workers], looked, take, stop };
}

describe('the workers of a queue of pg-boss', () => {
  let postgres: ReturnType<typeof bossWithoutPostgres>;
  let ends: Map<string, (error?: Error) => void>;
  let workers: BossWorkers;
  beforeEach(async () => {
    postgres = bossWithoutPostgres();
    ends = new Map();
    workers = new BossWorkers(postgres.boss, {
      queue: 'notifications',
      concurrency: 3,
      pollMs: 2_000,
      handle: ({ id }) =>
        new Promise((resolve, reject) => {
          ends.set(id, (error) => {
            if (error === undefined) resolve({ id, status: 'completed' });
            else reject(error);
          });
        }),
    });
    await workers.open();
  });

  async function taken(worker: string, id: string) {
    const results = postgres.take(worker, id);
    await expect.poll(() => ends.has(id)).toBe(true);
    return { results };
  }

  it('are one while there is nothing to handle', () => {
    expect(postgres.names()).toEqual(['worker-1']);
  });

  it('are one more than those that handle something, up to as many as may', async () => {
    await taken('worker-1', 'a');
    expect(postgres.names()).toEqual(['worker-1', 'worker-2']);
    await taken('worker-2', 'b');
    expect(postgres.names()).toEqual(['worker-1', 'worker-2', 'worker-3']);
    await taken('worker-3', 'c');
    expect(postgres.names()).toEqual(['worker-1', 'worker-2', 'worker-3']);
  });

  it.each([undefined, new Error('no')])(
    'look once more when they are done, where no other one would, after %s',
    async (error) => {
      const results = [
        await taken('worker-1', 'a'),
        await taken('worker-2', 'b'),
        await taken('worker-3', 'c'),
      ];
      ends.get('b')?.(error);
      await results[1]?.results?.catch(() => undefined);
      expect(postgres.looked).toEqual(['worker-2']);
      expect(postgres.names()).toEqual(['worker-1', 'worker-2', 'worker-3']);
      ends.get('a')?.(error);
      await results[0]?.results?.catch(() => undefined);
      expect(postgres.looked).toEqual(['worker-2']);
      expect(postgres.names()).toEqual(['worker-2', 'worker-3']);
    },
  );

  it('tell what became of a job', async () => {
    const { results } = await taken('worker-1', 'a');
    ends.get('a')?.();
    expect(await results).toEqual([{ id: 'a', status: 'completed' }]);
  });

  it('handle on where pg-boss takes no further worker', async () => {
    postgres.stop();
    const { results } = await taken('worker-1', 'a');
    ends.get('a')?.();
    expect(await results).toEqual([{ id: 'a', status: 'completed' }]);
    expect(postgres.looked).toEqual(['worker-1']);
  });

  it('call no other one once they are closed, not even for what is handed over late', async () => {
    await workers.close(false);
    const { results } = await taken('worker-1', 'a');
    expect(postgres.names()).toEqual([]);
    ends.get('a')?.();
    expect(await results).toEqual([{ id: 'a', status: 'completed' }]);
  });
});
