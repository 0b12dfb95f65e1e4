import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { HandlingTime } from '../../../../lib/notifications/handle/handling-time.js';

const never = new Promise<never>(() => undefined);

describe('the time of a handling', () => {
  it('is enough for what ends in it, and passes on what fails in it', async () => {
    expect(await new HandlingTime().isEnoughFor(sleep(1), 60_000)).toBe(true);
    const failing = new HandlingTime().isEnoughFor(Promise.reject(new Error('no')), 60_000);
    await expect(failing).rejects.toThrow('no');
  });

  it('is over for what does not end', async () => {
    expect(await new HandlingTime().isEnoughFor(never, 20)).toBe(false);
  });

  it('does not pass while it waits for its turn, and goes on after it', async () => {
    const time = new HandlingTime();
    const handling = { isOver: false };
    const enough = time.isEnoughFor(never, 50).then((isEnough) => {
      handling.isOver = true;
      return isEnough;
    });
    time.wait();
    await sleep(150);
    expect(handling.isOver).toBe(false);
    time.goOn();
    expect(await enough).toBe(false);
  });
});
