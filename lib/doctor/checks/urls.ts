import { BlockList, isIP } from 'node:net';

import type { LianlianSettings } from '../../config/settings.js';
import { type Check, ok, problem, warning } from '../check.js';

/** Networks that LianLian cannot reach. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('0.0.0.0', 8);
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('100.64.0.0', 10);
PRIVATE.addSubnet('127.0.0.0', 8);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|test|example|invalid)$/i;

/** Whether LianLian and payers can reach the app's addresses. In front of a sandbox they need not. */
export function checkUrls({ merchants, gateway }: LianlianSettings): Check[] {
  const [{ notifyUrl, returnUrl } = {}] = merchants;
  const missing = warning(
    'notifyUrl',
    'is not set: then every request needs a notify_url of its own, or no notification comes',
  );
  const checks = [
    ...(notifyUrl === undefined ? [missing] : aboutUrl('notifyUrl', notifyUrl, gateway !== undefined)),
    ...(returnUrl === undefined ? [] : aboutUrl('returnUrl', returnUrl, gateway !== undefined)),
  ];
  if (gateway === undefined) return checks;
  return [
    ...checks,
    warning('gateway', `is set: every call goes to ${gateway}, none to LianLian. Unset it in production`),
  ];
}

function aboutUrl(option: string, text: string, isSandboxed: boolean): Check[] {
  const { protocol, hostname, pathname, port, username, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  const unreachable = isSandboxed ? warning : problem;
  const found: (Check | false)[] = [
    isLocal(host) && unreachable(option, `names ${host}, which only this machine or network can reach`),
    protocol !== 'https:' && !isLocal(host) && warning(option, 'is http: payments belong on https'),
    isIP(host) !== 0 &&
      !isLocal(host) &&
      warning(option, 'names an address, not a host: no certificate fits it'),
    port !== '' &&
      !isSandboxed &&
      warning(option, `names port ${port}: LianLian's firewall may let only 443 and 80 out`),
    pathname === '/' &&
      warning(option, 'has no path: is the route of the controller missing, or the global prefix?'),
    username !== '' && problem(option, 'holds a user name or password, which LianLian does not send'),
    hash !== '' && problem(option, 'has a fragment (#…), which is never sent'),
  ];
  const checks = found.filter((check) => check !== false);
  return checks.length > 0 ? checks : [ok(option, text)];
}

function isLocal(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return LOCAL_NAME.test(host) || !host.includes('.');
  return PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
