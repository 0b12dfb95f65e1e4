import { inboxConformance } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { MemoryInbox } from '../../../../lib/notifications/inbox/memory-inbox.js';

describe('MemoryInbox', () => {
  const inbox = new MemoryInbox();
  for (const { name, run } of inboxConformance({ open: () => inbox })) it(name, run);

  it('remembers as many completed keys as it was told, and never drops a claim in progress', async () => {
    const small = new MemoryInbox({ capacity: 10 });
    const held = await small.claim('held', 60_000);
    for (let index = 0; index < 100; index++) {
      const claim = await small.claim(`key-${String(index)}`, 60_000);
      expect(claim.status).toBe('claimed');
      if (claim.status === 'claimed') await small.complete(`key-${String(index)}`, claim.token);
    }
    expect(await small.claim('key-99', 60_000)).toEqual({ status: 'done' });
    expect((await small.claim('key-0', 60_000)).status).toBe('claimed');
    expect(await small.claim('held', 60_000)).toEqual({ status: 'busy' });
    expect(held.status === 'claimed' && (await small.complete('held', held.token))).toBe(true);
  });
});
