import { describe, expect, it } from 'vitest';

import { queueRefusals } from '../../../../lib/bullmq/queue-refusals.js';
import { redisRefusal } from '../../../../lib/common/redis/redis-refusal.js';
import { inboxRefusals } from '../../../../lib/notifications/inbox/redis/inbox-refusals.js';

describe.each([
  ['an inbox', inboxRefusals],
  ['a queue', queueRefusals],
])('what Redis tells %s', (_who, sentences) => {
  it.each([
    ['WRONGPASS invalid username-password pair or user is disabled.', sentences.wrongPassword],
    ['NOAUTH Authentication required.', sentences.noPassword],
    ['ERR Client sent AUTH, but no password is set', sentences.passwordNotWanted],
    ["NOPERM User app has no permissions to run the 'evalsha' command", sentences.noPermission],
    ['DENIED Redis is running in protected mode', sentences.protectedMode],
    ['MISCONF Redis is configured to save RDB snapshots', sentences.cannotPersist],
    ["READONLY You can't write against a read only replica.", sentences.replica],
    ["OOM command not allowed when used memory > 'maxmemory'.", sentences.outOfMemory],
    ['LOADING Redis is loading the dataset in memory', sentences.loading],
    [
      "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
      sentences.primaryDown,
    ],
    ['NOREPLICAS Not enough good replicas to write.', sentences.tooFewReplicas],
    ['MOVED 3999 127.0.0.1:6381', sentences.cluster],
    ['ASK 3999 127.0.0.1:6381', sentences.cluster],
    ['CLUSTERDOWN Hash slot not served', sentences.clusterDown],
    ['BUSY Redis is busy running a script. You can only call SCRIPT KILL', sentences.busy],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', sentences.otherType],
    ['ERR max number of clients reached', sentences.tooManyClients],
    ['ERR DB index is out of range', sentences.noSuchDatabase],
    ['ERR DB index is out of range script: 57, on @user_script:1.', sentences.noSuchDatabase],
    [
      'ERR Error running script (call to f_57): @user_script:1: ERR DB index is out of range',
      sentences.noSuchDatabase,
    ],
    ["ERR unknown command 'EVALSHA', with args beginning with:", sentences.oldRedis],
    ['ERR This instance has cluster support disabled', sentences.noCluster],
  ])('%s', (text, sentence) => {
    const said = redisRefusal(new Error(text), sentences);
    expect(said).toBe(sentence());
    expect(said).not.toMatch(/user app|127\.0\.0\.1|57/);
    expect(redisRefusal(new Error('failed', { cause: new Error(text) }), sentences)).toBe(said);
  });

  it.each(['connect ECONNREFUSED 127.0.0.1:6379', 'NOSCRIPT No matching script.', 'ERR syntax error'])(
    'nothing of %s',
    (text) => {
      expect(redisRefusal(new Error(text), sentences)).toBeUndefined();
    },
  );
});

it('that keys of a queue lie on several nodes is a matter of queues', () => {
  const error = new Error("CROSSSLOT Keys in request don't hash to the same slot");
  expect(redisRefusal(error, queueRefusals)).toContain("'{lianlian}'");
  expect(redisRefusal(error, inboxRefusals)).toBeUndefined();
});
