import { describe } from 'vitest';

import { describeWithSharedRedis } from '../notifications/inbox/redis/needs-redis.js';
import { attackCases } from '../queues/attack-cases.js';
import { deadLetterCases } from '../queues/dead-letter-cases.js';
import { paidTwiceCases } from '../queues/paid-twice-cases.js';
import { queueCases } from '../queues/queue-cases.js';
import { BULLMQ } from './support/queue-shop.js';

await describeWithSharedRedis('BullMQ', () => {
  describe('queue mode', () => {
    queueCases(BULLMQ);
  });
  describe('dead letters', () => {
    deadLetterCases(BULLMQ);
  });
  describe('two payments of one order, in a queue', () => {
    paidTwiceCases(BULLMQ);
  });
  describe('an attack on a shop in queue mode', () => {
    attackCases(BULLMQ);
  });
});
