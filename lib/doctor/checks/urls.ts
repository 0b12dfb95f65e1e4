import { isIP } from 'node:net';

import type { LianlianSettings } from '../../config/settings.js';
import { type Check, ok, problem, warning } from '../check.js';
import { checkMessages } from './check.messages.js';
import { isLocal } from './is-local.js';

/** Whether LianLian and payers can reach the app's addresses. In front of a sandbox they need not. */
export function checkUrls({ merchants, gateway }: LianlianSettings): Check[] {
  const [{ notifyUrl, payoutNotifyUrl, returnUrl } = {}] = merchants;
  const isSandboxed = gateway !== undefined;
  return [
    ...(notifyUrl === undefined
      ? [warning('notifyUrl', checkMessages.noNotifyUrl())]
      : aboutUrl('notifyUrl', notifyUrl, isSandboxed)),
    ...(payoutNotifyUrl === undefined ? [] : aboutUrl('payoutNotifyUrl', payoutNotifyUrl, isSandboxed)),
    ...(payoutNotifyUrl !== undefined && payoutNotifyUrl === notifyUrl
      ? [problem('payoutNotifyUrl', checkMessages.sameAsNotifyUrl())]
      : []),
    ...(returnUrl === undefined ? [] : aboutUrl('returnUrl', returnUrl, isSandboxed)),
  ];
}

function aboutUrl(option: string, text: string, isSandboxed: boolean): Check[] {
  const { protocol, origin, hostname, pathname, port, username, password, search, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  const unreachable = isSandboxed ? warning : problem;
  const found: (Check | false)[] = [
    isLocal(host) && unreachable(option, checkMessages.localUrl(host)),
    protocol !== 'https:' && !isLocal(host) && warning(option, checkMessages.plainUrl()),
    isIP(host) !== 0 && !isLocal(host) && warning(option, checkMessages.numericUrl()),
    port !== '' && !isSandboxed && warning(option, checkMessages.urlWithPort(port)),
    pathname === '/' && warning(option, checkMessages.urlWithoutPath()),
    username + password !== '' && problem(option, checkMessages.urlWithCredentials()),
    hash !== '' && problem(option, checkMessages.urlWithFragment()),
  ];
  const checks = found.filter((check) => check !== false);
  // A query may hold a token of the app's.
  const shown = `${origin}${pathname}${search === '' ? '' : '?…'}`;
  return checks.length > 0 ? checks : [ok(option, checkMessages.url(shown))];
}
