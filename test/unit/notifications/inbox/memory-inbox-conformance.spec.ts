import { inboxConformance } from 'nestjs-lianlian/testing';
import { describe, it } from 'vitest';

import { MemoryInbox } from '../../../../lib/notifications/inbox/memory-inbox.js';

describe('MemoryInbox', () => {
  const inbox = new MemoryInbox();
  for (const { name, run } of inboxConformance({ open: () => inbox })) it(name, run);
});
