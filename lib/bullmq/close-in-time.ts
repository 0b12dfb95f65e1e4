import type { EventEmitter } from 'node:events';

import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { queueModeMessages } from '../notifications/queue/queue-mode.messages.js';
import { RunningWork } from '../notifications/queue/running-work.js';

const CLOSING_MS = 2_000;

/** A queue or a worker of BullMQ. */
interface Closable extends EventEmitter {
  close(): Promise<void>;
  disconnect(): Promise<void>;
  getBackend(): { disconnectBlocking(wait?: boolean): Promise<void> };
}

/**
 * Closes a queue or a worker; one that waits for a Redis that is away is cut off.
 *
 * @param running what is waited for, however long it takes
 */
export async function closeInTime(
  what: string,
  closable: Closable,
  running = new RunningWork(),
): Promise<void> {
  const isClosed = await running.endsWith(closable.close(), CLOSING_MS).catch(() => false);
  if (isClosed) return;
  new LianlianLogger().warn(queueModeMessages.slowShutdown(what));
  // A connection that was on its way may still be made, and refused: that is no news of an app that has ended.
  closable.removeAllListeners('error').on('error', () => undefined);
  // `disconnect` may wait forever for a client that was between two attempts to connect, and would then leave the
  // blocking connection to try again and again.
  closable.disconnect().catch(() => undefined);
  closable
    .getBackend()
    .disconnectBlocking(false)
    .catch(() => undefined);
}
