import { expect, it } from 'vitest';

import { pause } from '../../../../lib/common/timing/pause.js';

it('waits, and says that it waited', async () => {
  const startedAt = performance.now();
  expect(await pause(30)).toBe(true);
  expect(performance.now() - startedAt).toBeGreaterThan(25);
});

it('ends when the signal aborts, and says so', async () => {
  const stop = new AbortController();
  const waiting = pause(60_000, stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
  expect(await pause(60_000, stop.signal)).toBe(false);
});

it('does not keep the process up', async () => {
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const stop = new AbortController();
  const waiting = pause(60_000, stop.signal);
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toHaveLength(before);
  stop.abort();
  await waiting;
});
