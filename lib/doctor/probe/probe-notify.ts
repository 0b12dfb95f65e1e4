import type { LianlianSettings } from '../../config/settings.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { openOutlet } from '../../wire/outlet/open-outlet.js';
import { type Check, ok, problem, warning } from '../check.js';
import { reasonOf, RESPONSE_MS, responseTo } from '../checks/response-to.js';
import { probeMessages } from './probe.messages.js';

/** Whether the module is behind `notifyUrl`: it refuses what is no notification. */
export async function probeNotify({ merchants, http }: LianlianSettings): Promise<readonly Check[]> {
  const [{ notifyUrl } = {}] = merchants;
  if (notifyUrl === undefined) return [];
  const { origin, pathname, search } = new URL(notifyUrl);
  const outlet = await openOutlet({ ...http, timeoutMs: RESPONSE_MS });
  const headers = { 'content-type': 'application/json' };
  const request = { origin, path: `${pathname}${search}`, method: 'POST', headers, body: '{}' } as const;
  try {
    const { status } = await responseTo(request, outlet.dispatcher);
    return [aboutStatus(status)];
  } catch (error) {
    return [problem('notifyUrl', probeMessages.notifyUnreached(reasonOf(error)))];
  } finally {
    await outlet.close();
  }
}

function aboutStatus(status: number): Check {
  if (status === 400) return ok('notifyUrl', probeMessages.notifyReached());
  if (status === 403) return warning('notifyUrl', probeMessages.notifyFiltered());
  return problem('notifyUrl', wrongStatus(status));
}

function wrongStatus(status: number): Sentence {
  if (status < 300) return probeMessages.notifyOpen(status);
  if (status < 400) return probeMessages.notifyMoved(status);
  if (status === 401) return probeMessages.notifyGuarded(status);
  return status === 404 || status === 405
    ? probeMessages.notifyNowhere(status)
    : probeMessages.notifyOther(status);
}
