import { describe, expect, it } from 'vitest';

import { Turns } from '../../../../../../lib/notifications/inbox/sql/executors/sqlite/turns.js';

const LONG_MS = 10_000;

describe('turns', () => {
  it('are taken one at a time, in the order of asking', async () => {
    const turns = new Turns();
    const events: string[] = [];
    await Promise.all(
      ['1', '2', '3'].map(async (name) => {
        expect(await turns.take(LONG_MS)).toBe(true);
        events.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        events.push(`${name} ends`);
        turns.giveBack();
      }),
    );
    expect(events).toEqual(['1', '2', '3'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(await turns.take(0)).toBe(true);
  });

  it('pass over one that has waited for too long, and come to the next one', async () => {
    const turns = new Turns();
    expect(await turns.take(LONG_MS)).toBe(true);
    const [impatient, patient] = [turns.take(5), turns.take(LONG_MS)];
    expect(await impatient).toBe(false);
    turns.giveBack();
    expect(await patient).toBe(true);
    const last = turns.take(LONG_MS);
    turns.giveBack();
    expect(await last).toBe(true);
  });
});
