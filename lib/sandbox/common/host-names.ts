import { BlockList, isIP } from 'node:net';

import { both } from '../../diagnosis/signature-diagnosis.js';
import type { InputRule } from './input-rules.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Every address of the machine: IPv4's, IPv6's, and IPv4's as IPv6 writes it. */
const EVERYWHERE = ['0.0.0.0', '::', '::ffff:0:0'];

/** The rule of a host: a name or an address. */
export const hostName: InputRule = {
  rule: both(
    'must be a name or an address, without a scheme, brackets or a port',
    '须为主机名或地址，不含协议、方括号或端口',
  ),
  test: (value) => typeof value === 'string' && canonicalHost(value) !== undefined,
};

/** A host as a URL writes it, and a browser's `Host` header: `127.1` is 127.0.0.1, and a name in Chinese is punycode. */
export function canonicalHost(text: string): string | undefined {
  const isIpv6 = isIP(text) === 6;
  if (!isIpv6 && /[\s/?#@\\:[\]]/.test(text)) return undefined;
  const origin = `http://${isIpv6 ? `[${text}]` : text}`;
  return URL.canParse(origin) ? withoutBrackets(new URL(origin).hostname) : undefined;
}

/** An IPv6 address without the brackets that a URL puts around it. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether a server listens at every address of the machine. */
export function isEverywhere(host: string): boolean {
  return EVERYWHERE.includes(host);
}

/** Whether nobody but this machine reaches a host. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const family = isIP(host);
  return family !== 0 && LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
