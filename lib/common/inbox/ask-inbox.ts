import type { NotificationInbox } from './notification-inbox.js';
import { didNotAnswer, withinTime } from '../timing/within-time.js';

/** True once an inbox responds. It is asked for a key that no notification has, and nothing stays in it. */
export async function askInbox(inbox: NotificationInbox): Promise<true> {
  await inbox.recall('health');
  return true;
}

/** Whether an inbox responds within a time. */
export async function respondsWithin(inbox: NotificationInbox, timeoutMs: number): Promise<boolean> {
  try {
    return await withinTime(askInbox(inbox), timeoutMs, () => didNotAnswer('The inbox', timeoutMs));
  } catch {
    return false;
  }
}
