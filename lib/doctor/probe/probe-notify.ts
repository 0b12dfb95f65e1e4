import type { LianlianSettings } from '../../config/settings.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { openOutlet } from '../../wire/outlet/open-outlet.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { type Check, ok, problem, warning } from '../check.js';
import { proxyFailureOf, reasonOf, RESPONSE_MS, type Response, responseTo } from '../checks/response-to.js';
import { probeMessages } from './probe.messages.js';

/** The options that LianLian posts notifications to. */
type NotifyOption = 'notifyUrl' | 'payoutNotifyUrl';

/**
 * How the module's own refusals begin, of `{}` and of what something on its way makes of that
 * (`lib/notifications/receive/receive.messages.ts`).
 */
const OWN_WORDS = /This is not a notification of LianLian|The body cannot be read as a notification/;

/** Whether the module is behind `notifyUrl` and `payoutNotifyUrl`: it refuses what is no notification. */
export async function probeNotify({ merchants, http }: LianlianSettings): Promise<readonly Check[]> {
  const [{ notifyUrl, payoutNotifyUrl } = {}] = merchants;
  if (notifyUrl === undefined && payoutNotifyUrl === undefined) return [];
  const outlet = await openOutlet({ ...http, timeoutMs: RESPONSE_MS });
  try {
    const checks = await Promise.all([
      probed('notifyUrl', notifyUrl, outlet),
      probed('payoutNotifyUrl', payoutNotifyUrl, outlet),
    ]);
    return checks.flat();
  } finally {
    await outlet.close();
  }
}

async function probed(
  option: NotifyOption,
  text: string | undefined,
  { dispatcher, proxyTo }: Outlet,
): Promise<readonly Check[]> {
  if (text === undefined) return [];
  const url = new URL(text);
  const headers = { 'content-type': 'application/json' };
  const path = `${url.pathname}${url.search}`;
  const request = { origin: url.origin, path, method: 'POST', headers, body: '{}' } as const;
  try {
    return [aboutResponse(option, await responseTo(request, dispatcher))];
  } catch (error) {
    return [problem(option, unreached(error, proxyTo(url)))];
  }
}

/** What a proxy did is not to be taken for what the app did. */
function unreached(error: unknown, proxy: string | undefined): Sentence {
  const failed = proxyFailureOf(error);
  return failed === undefined
    ? probeMessages.notifyUnreached(reasonOf(error), proxy)
    : probeMessages.notifyUntried(failed.proxy, failed.reason);
}

function aboutResponse(option: NotifyOption, { status, body }: Response): Check {
  if (status === 400) {
    return OWN_WORDS.test(body)
      ? ok(option, probeMessages.notifyReached())
      : warning(option, probeMessages.notifyForeign());
  }
  if (status === 403) return warning(option, probeMessages.notifyFiltered());
  return problem(option, wrongStatus(status));
}

function wrongStatus(status: number): Sentence {
  if (status < 300) return probeMessages.notifyOpen(status);
  if (status < 400) return probeMessages.notifyMoved(status);
  if (status === 401) return probeMessages.notifyGuarded(status);
  return status === 404 || status === 405
    ? probeMessages.notifyNowhere(status)
    : probeMessages.notifyOther(status);
}
