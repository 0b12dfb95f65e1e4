import { describe } from 'vitest';

import { attackCases } from '../../../e2e/queues/attack-cases.js';
import { deadLetterCases } from '../../../e2e/queues/dead-letter-cases.js';
import { paidTwiceCases } from '../../../e2e/queues/paid-twice-cases.js';
import { queueCases } from '../../../e2e/queues/queue-cases.js';
import { bossKind } from './boss-kind.js';
import { describeWithPostgres } from './needs-postgres.js';

await describeWithPostgres('pg-boss', (url) => {
  describe('queue mode', () => {
    queueCases(bossKind(url));
  });
  describe('dead letters', () => {
    deadLetterCases(bossKind(url));
  });
  describe('two payments of one order, in a queue', () => {
    paidTwiceCases(bossKind(url));
  });
  describe('an attack on a shop in queue mode', () => {
    attackCases(bossKind(url));
  });
});
