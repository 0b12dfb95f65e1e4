import { expect, it } from 'vitest';

import { jobIdOf, notificationIn, putOffOnceMore, putOffs } from '../../../lib/pg-boss/boss-notification.js';
import type { BossJob } from '../../../lib/pg-boss/pg-boss-like.js';

const job = (data: unknown, retryCount = 0): BossJob => ({
  ...{ id: jobIdOf('a'), singletonKey: 'a', createdOn: new Date(0), sourceOutput: null },
  ...{ sourceRetryCount: null, data, retryCount },
});

it('copies have one id, which is a UUID, and others another', () => {
  expect(jobIdOf('a/b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(jobIdOf('a/b')).toBe(jobIdOf('a/b'));
  expect(jobIdOf('a/b')).not.toBe(jobIdOf('a/c'));
});

it('what was put off is counted, and never for more than a job was taken', () => {
  expect(putOffs(job({}, 3))).toBe(0);
  expect(putOffs(job(putOffOnceMore(job({ route: 'r' }, 3)), 3))).toBe(1);
  expect(putOffs(job({ putOff: 5 }, 3))).toBe(3);
  for (const putOff of [-1, 0.5, '2', null]) expect(putOffs(job({ putOff }, 3))).toBe(0);
});

it.each([null, 'text', 7, ['a']])('a job that holds %j is one that cannot be read', (data) => {
  expect(notificationIn(job(data))).toEqual({
    id: 'a',
    kind: 'payment',
    route: undefined,
    message: undefined,
  });
});
