import { isInstance } from '../common/secrets/error-text.js';
import type { RefusalReason } from '../notifications/model/lianlian-events.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';

/** Why a notification was refused; undefined where a hook failed, or what is not ours. */
export function refusalReasonOf(error: unknown): RefusalReason | undefined {
  return isInstance(error, NotificationConflict) || isInstance(error, NotificationUnavailable)
    ? error.reason
    : undefined;
}
