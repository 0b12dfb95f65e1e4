import type { NotificationInbox } from '../common/notification-inbox.js';

/** An abandoned probe is gone after that. */
const LEASE_MS = 1_000;

/** Whether an inbox takes a claim and gives it back, within a time. */
export async function probeInbox(inbox: NotificationInbox, key: string, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const probed = claimAndRelease(inbox, key).catch(() => false);
  try {
    return await Promise.race([probed, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function claimAndRelease(inbox: NotificationInbox, key: string): Promise<boolean> {
  const claim = await inbox.claim(key, LEASE_MS);
  return claim.status === 'claimed' && (await inbox.release(key, claim.token));
}
