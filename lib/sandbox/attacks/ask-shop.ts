import { errorMessage } from '../../common/secrets/error-text.js';
import { SandboxError } from '../common/sandbox-error.js';
import { targetMessages as messages } from './target.messages.js';
import type { AttackBody } from '../contract.js';
import { type AskShop, paidState } from './shop-under-attack.js';

const TIMEOUT_MS = 5000;
/** How much of the page is looked through. */
const MAX_PAGE = 1024 * 1024;

/**
 * What asks the shop; undefined where neither is given, or both are empty.
 *
 * @throws SandboxError 400 for one without the other, no address, and no regular expression
 */
export function askShop(
  { status_url = '', paid = '' }: Pick<AttackBody, 'status_url' | 'paid'>,
  no_order: string,
): AskShop {
  if (status_url + paid === '') return undefined;
  const address = status_url.replaceAll('{no_order}', encodeURIComponent(no_order));
  if (!isAddress(address)) throw SandboxError.fields([{ field: 'status_url', rule: messages.statusUrl() }]);
  const pattern = patternOf(paid);
  if (pattern === undefined) throw SandboxError.fields([{ field: 'paid', rule: messages.paid() }]);
  return async (signal) => {
    const match = pattern.exec(await textAt(address, signal));
    const times = match?.groups?.['times'];
    return times === undefined ? { isPaid: match !== null } : paidState(Number(times));
  };
}

/** Whether this is an address that can be asked over HTTP. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** An address without what may be a password or a token. */
export function shownAddress(text: string): string {
  const { origin, pathname } = new URL(text);
  return origin + pathname;
}

/** What a failed fetch says is in its cause. */
function causeOf(error: unknown): string {
  return errorMessage(error instanceof TypeError && error.cause !== undefined ? error.cause : error);
}

async function textAt(address: string, stop: AbortSignal): Promise<string> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return (await response.text()).slice(0, MAX_PAGE);
  } catch (error) {
    if (stop.aborted) throw new SandboxError(409, messages.brokenOff());
    throw new SandboxError(409, messages.silentStatus(shownAddress(address), causeOf(error)));
  }
}

function patternOf(text: string): RegExp | undefined {
  try {
    return text === '' ? undefined : new RegExp(text, 's');
  } catch {
    return undefined;
  }
}
