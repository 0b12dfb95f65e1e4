export { type DeadLetterPage, type LianlianDeadLetter, LianlianDeadLetters } from './dead-letters.js';
export { LianlianQueueModule } from './lianlian-queue.module.js';
export type {
  LianlianBackoffOptions,
  LianlianQueueOptions,
  LianlianWorkerOptions,
} from './lianlian-queue-options.js';
