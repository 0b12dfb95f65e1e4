import { createRequire } from 'node:module';

/**
 * Whether BullMQ finds ioredis, without which version 6 opens no connection from a URL or options. It would say so with
 * the first notification, and not at the start. Also true where that cannot be known, as in a bundle.
 */
export function hasIoredis(): boolean {
  let ofBullmq: NodeJS.Require;
  try {
    ofBullmq = createRequire(createRequire(import.meta.url).resolve('bullmq'));
  } catch {
    return true;
  }
  try {
    ofBullmq.resolve('ioredis');
    return true;
  } catch {
    return false;
  }
}
