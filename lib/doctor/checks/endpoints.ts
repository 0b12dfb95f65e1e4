import { DEFINITIONS } from '../../apis/definitions.js';
import type { LianlianSettings } from '../../config/settings.js';
import { openOutlet } from '../../wire/outlet/open-outlet.js';
import { type Check, ok, problem, warning } from '../check.js';
import { checkMessages } from './check.messages.js';
import { greet, type Greeting } from './greet.js';
import { RESPONSE_MS } from './response-to.js';

/** A clock that differs more than this shows in `dt_order` and `timestamp`. */
const NOTICEABLE_SKEW_MS = 30_000;
const WRONG_SKEW_MS = 300_000;

/**
 * Whether LianLian's hosts can be reached, with a certificate that fits, and whether the clocks agree. Each gets
 * one `HEAD /`, which is no API and holds nothing of the merchant's.
 */
export async function checkEndpoints({ gateway, endpoints, http }: LianlianSettings): Promise<Check[]> {
  const urls = Object.values(DEFINITIONS).map(({ id, endpoint }) => endpoints[id] ?? gateway ?? endpoint);
  const origins = [...new Set(urls.map((url) => new URL(url).origin))];
  const outlet = await openOutlet({ ...http, timeoutMs: RESPONSE_MS });
  const greetings = await Promise.all(
    origins.map(async (origin) => ({ origin, greeting: await greet(origin, outlet) })),
  ).finally(() => outlet.close());
  const skews = greetings.flatMap(({ greeting }) =>
    'skewMs' in greeting && greeting.skewMs !== undefined ? [greeting.skewMs] : [],
  );
  return [
    ...greetings.map(({ origin, greeting }) => aboutHost(origin, greeting)),
    ...(skews.length === 0 ? [] : [aboutClock(skews)]),
  ];
}

function aboutHost(origin: string, greeting: Greeting): Check {
  const { proxy } = greeting;
  if ('reason' in greeting) return problem(origin, checkMessages.hostUnreached(proxy, greeting.reason));
  return ok(origin, checkMessages.hostReached(proxy, origin.startsWith('https:')));
}

/** The median: one host with a wrong clock does not count. */
function aboutClock(skews: readonly number[]): Check {
  const skewMs = skews.toSorted((a, b) => a - b)[Math.floor(skews.length / 2)] ?? 0;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const finding = skewMs > 0 ? checkMessages.clockBehind(seconds) : checkMessages.clockAhead(seconds);
  if (Math.abs(skewMs) >= WRONG_SKEW_MS) return problem('clock', finding);
  if (Math.abs(skewMs) >= NOTICEABLE_SKEW_MS) return warning('clock', finding);
  return ok('clock', checkMessages.clockAgrees());
}
