/**
 * Queue mode: notifications are stored in BullMQ and handled by workers. Needs `bullmq`.
 *
 * @module nestjs-lianlian/bullmq
 */
export { type DeadLetterPage, type LianlianDeadLetter, LianlianDeadLetters } from './dead-letters.js';
export { LianlianQueueModule } from './lianlian-queue.module.js';
export type {
  LianlianBackoffOptions,
  LianlianQueueOptions,
  LianlianWorkerOptions,
} from './lianlian-queue-options.js';
