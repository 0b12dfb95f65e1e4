import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { DEFINITIONS } from '../../apis/definitions.js';
import { errorMessage } from '../../common/error-text.js';
import type { LianlianSettings } from '../../config/settings.js';
import { type Check, ok, problem, warning } from '../check.js';

const TIMEOUT_MS = 5_000;
/** A clock that differs more than this shows in `dt_order` and `timestamp`. */
const NOTICEABLE_SKEW_MS = 30_000;
const WRONG_SKEW_MS = 300_000;

/** What the response of a host shows. */
interface Greeting {
  /** Its clock less ours, give or take a second; undefined if it sends no time. */
  readonly skewMs: number | undefined;
}

/**
 * Whether LianLian's hosts can be reached, with a certificate that fits, and whether the clocks agree. Each gets
 * one `HEAD /`, which is no API and holds nothing of the merchant's.
 */
export async function checkEndpoints({ gateway, endpoints }: LianlianSettings): Promise<Check[]> {
  const urls = Object.values(DEFINITIONS).map(({ id, endpoint }) => endpoints[id] ?? gateway ?? endpoint);
  const origins = [...new Set(urls.map((url) => new URL(url).origin))];
  const greetings = await Promise.all(
    origins.map(async (origin) => ({ origin, greeting: await greet(origin) })),
  );
  const skews = greetings.flatMap(({ greeting }) =>
    'skewMs' in greeting && greeting.skewMs !== undefined ? [greeting.skewMs] : [],
  );
  return [
    ...greetings.map(({ origin, greeting }) =>
      'reason' in greeting
        ? problem(origin, `cannot be reached: ${greeting.reason}`)
        : ok(origin, origin.startsWith('https:') ? 'answers, with a certificate that fits' : 'answers'),
    ),
    ...(skews.length === 0 ? [] : [aboutClock(skews)]),
  ];
}

/** The median: one host with a wrong clock does not count. */
function aboutClock(skews: readonly number[]): Check {
  const skewMs = skews.toSorted((a, b) => a - b)[Math.floor(skews.length / 2)] ?? 0;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const finding = `this machine's clock is ${String(seconds)} seconds ${skewMs > 0 ? 'behind' : 'ahead'}`;
  const advice = 'set it by NTP, or LianLian refuses timestamp and dt_order';
  if (Math.abs(skewMs) >= WRONG_SKEW_MS) return problem('clock', `${finding}: ${advice}`);
  if (Math.abs(skewMs) >= NOTICEABLE_SKEW_MS) return warning('clock', `${finding}: ${advice}`);
  return ok('clock', 'agrees with that of the hosts');
}

function greet(origin: string): Promise<Greeting | { readonly reason: string }> {
  return new Promise((resolve) => {
    const send = origin.startsWith('https:') ? httpsRequest : httpRequest;
    const sentAt = Date.now();
    const request = send(origin, { method: 'HEAD', path: '/', agent: false });
    const limit = setTimeout(() => {
      request.destroy(new Error(`no response within ${String(TIMEOUT_MS)} ms`));
    }, TIMEOUT_MS);
    request.once('error', (error: NodeJS.ErrnoException) => {
      const said = errorMessage(error);
      resolve({ reason: error.code === undefined ? said : `${error.code} (${said})` });
    });
    request.once('response', (response) => {
      response.resume();
      const date = Date.parse(response.headers.date ?? '');
      const middle = (sentAt + Date.now()) / 2;
      // The header is cut to whole seconds: on average it is half a second behind.
      resolve({ skewMs: Number.isNaN(date) ? undefined : date + 500 - middle });
      request.destroy();
    });
    request.once('close', () => {
      clearTimeout(limit);
      resolve({ reason: 'the connection was closed without a response' });
    });
    request.end();
  });
}
