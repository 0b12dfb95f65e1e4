import { HandlingTime } from '../notifications/handle/handling-time.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import type { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';

/**
 * Hands what LianLian said to the handlers. False as long as they did not take it: why is reported where it failed, and the
 * next round asks again.
 *
 * @param onHang a hook that hangs would keep the round from everything else, and be its last
 */
export async function handOn(
  handling: OnceOnlyHandler,
  notification: AnyNotification,
  handlers: NotificationHandlers,
  maxHandlingMs: number,
  onHang: () => void,
): Promise<boolean> {
  const time = new HandlingTime();
  const handled = handling.handleOnce(notification, handlers, { broughtBy: 'sweep', time }).then(
    () => true,
    () => false,
  );
  if (await time.isEnoughFor(handled, maxHandlingMs)) return handled;
  onHang();
  return false;
}
