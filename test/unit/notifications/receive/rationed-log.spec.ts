import { expect, it, vi } from 'vitest';

import type { LianlianLogger } from '../../../../lib/common/logging/lianlian-logger.js';
import type { LogFields } from '../../../../lib/common/logging/log-fields.js';
import { RationedLog } from '../../../../lib/notifications/receive/rationed-log.js';

it('puts lines and fields together for what is written, and not for what a flood leaves out', () => {
  const warn = vi.fn<(line: string, fields?: LogFields) => void>();
  const log = new RationedLog<'source'>({ warn } as unknown as LianlianLogger);
  const line = vi.fn(() => 'Refused.');
  const fields = vi.fn((): LogFields => ({ event: 'refused', address: '192.0.2.1' }));
  for (let sent = 0; sent < 100; sent++) log.warn('source', line, fields);
  expect(warn.mock.calls.length).toBeLessThan(50);
  expect(warn).toHaveBeenLastCalledWith('Refused.', {
    ...{ event: 'refused', reason: 'source', address: '192.0.2.1' },
  });
  expect(line).toHaveBeenCalledTimes(warn.mock.calls.length);
  expect(fields).toHaveBeenCalledTimes(warn.mock.calls.length);
});
