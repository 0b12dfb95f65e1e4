import { vi } from 'vitest';

/** Vitest gives up after a second, in which a busy machine may not have come so far. What waits in vain fails all the same. */
const PATIENCE_MS = 30_000;

const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
