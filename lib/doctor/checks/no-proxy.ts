import { EnvironmentRoute } from '../../config/route.js';
import type { LianlianSettings } from '../../config/settings.js';
import { type Check, warning } from '../check.js';
import { checkMessages } from './check.messages.js';

/** Whether `NO_PROXY` holds what nobody understands: such a host is asked for through the proxy all the same. */
export function checkNoProxy({ http: { route } }: LianlianSettings): Check[] {
  if (!(route instanceof EnvironmentRoute)) return [];
  return route.unreadEntries.map(({ name, place, shown }) =>
    warning(name, checkMessages.unreadNoProxy(place, shown)),
  );
}
