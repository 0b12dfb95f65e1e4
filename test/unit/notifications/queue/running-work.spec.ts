import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { RunningWork } from '../../../../lib/notifications/queue/running-work.js';

const never = new Promise<never>(() => undefined);

describe('what runs while a worker closes', () => {
  it('is waited for, also where it begins when nothing runs any more, however long it takes', async () => {
    const running = new RunningWork();
    const ended: string[] = [];
    const run = (name: string) => running.track(sleep(60).then(() => ended.push(name)));
    void run('first');
    const closing = sleep(80).then(async () => {
      await run('fetched late');
      await run('fetched later still');
    });
    expect(await running.endsWith(closing, 40)).toBe(true);
    expect(ended).toEqual(['first', 'fetched late', 'fetched later still']);
  });

  it('is waited for, and what closes is not, where it does not come to its end', async () => {
    const running = new RunningWork();
    let isDone = false;
    void running.track(sleep(60).then(() => (isDone = true)));
    expect(await running.endsWith(never, 5)).toBe(false);
    expect(isDone).toBe(true);
  });

  it('may fail', async () => {
    const running = new RunningWork();
    const work = running.track(Promise.reject(new Error('no')));
    expect(
      await running.endsWith(
        work.catch(() => undefined),
        1_000,
      ),
    ).toBe(true);
  });
});
