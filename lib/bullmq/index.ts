/**
 * Queue mode: notifications are stored in BullMQ and handled by workers. Needs `bullmq`.
 *
 * @module nestjs-lianlian/bullmq
 */
export type { LianlianDeadLetter } from '../notifications/queue/dead-letter.js';
export { type DeadLetterPage, LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
export type { LianlianBackoffOptions, LianlianWorkerOptions } from '../notifications/queue/worker-options.js';
export { LianlianQueueModule } from './lianlian-queue.module.js';
export type { LianlianQueueOptions } from './lianlian-queue-options.js';
