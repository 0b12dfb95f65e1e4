import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turnEnd, setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, vi } from 'vitest';

import { LateTimer } from '../../../../lib/common/timing/late-timer.js';

describe('a timer that begins when its turn of the event loop ends', () => {
  it('is never set for work that is over by then, promises included', async () => {
    const set = vi.fn(() => setTimeout(() => undefined, 5));
    const timer = new LateTimer(set);
    for (let step = 0; step < 50; step++) await Promise.resolve();
    timer.stop();
    await sleep(20);
    expect(set).not.toHaveBeenCalled();
  });

  it('is set once for work that is still under way, and runs out', async () => {
    const onEnd = vi.fn();
    const set = vi.fn(() => setTimeout(onEnd, 5));
    const timers = Array.from({ length: 3 }, () => new LateTimer(set));
    expect(set).not.toHaveBeenCalled();
    await turnEnd();
    expect(set).toHaveBeenCalledTimes(3);
    await vi.waitFor(() => {
      expect(onEnd).toHaveBeenCalledTimes(timers.length);
    });
    expect(set).toHaveBeenCalledTimes(3);
  });

  it('is set in the next turn too, after others of an earlier one', async () => {
    const onEnd = vi.fn();
    for (let turn = 0; turn < 3; turn++) {
      new LateTimer(() => setTimeout(onEnd, 1));
      await turnEnd();
    }
    await vi.waitFor(() => {
      expect(onEnd).toHaveBeenCalledTimes(3);
    });
  });

  it('is set, and runs out, in the context of its own work, not in that of what began in the same turn', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const note = (): void => {
      seen.push(request.getStore());
    };
    for (const name of ['A', 'B']) request.run(name, () => new LateTimer(() => setTimeout(note, 1)));
    await vi.waitFor(() => {
      expect(seen).toEqual(['A', 'B']);
    });
  });

  it('can be stopped after it was set', async () => {
    const onEnd = vi.fn();
    const timer = new LateTimer(() => setInterval(onEnd, 5));
    await turnEnd();
    timer.stop();
    await sleep(30);
    expect(onEnd).not.toHaveBeenCalled();
  });
});
