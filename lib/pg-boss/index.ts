/**
 * Queue mode in PostgreSQL: notifications are stored by pg-boss and handled by workers. Needs `pg-boss`.
 *
 * @module nestjs-lianlian/pg-boss
 */
export type { LianlianDeadLetter } from '../notifications/queue/dead-letter.js';
export { type DeadLetterPage, LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
export type { LianlianBackoffOptions, LianlianWorkerOptions } from '../notifications/queue/worker-options.js';
export { LianlianQueueModule } from './lianlian-queue.module.js';
export type { LianlianQueueOptions } from './lianlian-queue-options.js';
