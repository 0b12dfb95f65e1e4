import { expect, it, vi } from 'vitest';

import type { LianlianLogger } from '../../../../lib/common/logging/lianlian-logger.js';
import { reportDeadLetter } from '../../../../lib/notifications/queue/dead-letter-line.js';

it('has the sentence of a dead letter beside the words of refusals, not among them', () => {
  const error = vi.fn<LianlianLogger['error']>();
  reportDeadLetter({ error } as unknown as LianlianLogger, {
    ...{ key: 'k-1', attempts: 3, reason: 'onPayment failed with CardDeclined' },
    ...{ message: undefined, takes: 'payments' },
  });
  const [sentence, , fields] = error.mock.lastCall ?? [];
  expect(sentence).toContain('onPayment failed with CardDeclined');
  expect(fields).toEqual({
    ...{ event: 'dead-lettered', key: 'k-1', attempts: 3 },
    dead_reason: 'onPayment failed with CardDeclined',
  });
});
