import { isIPv4, isIPv6 } from 'node:net';

/** How long `userreq_ip` may be. An IPv6 address has up to 39 characters. */
export const MAX_ADDRESS_LENGTH = 32;

/** Proxies write the sender's port behind its address: `122.11.37.211:52100`, `[2001:db8::1]:52100`. */
const IPV4_WITH_PORT = /^([\d.]+):\d{1,5}$/;
const IPV6_IN_BRACKETS = /^\[([^\]]+)\](?::\d{1,5})?$/;

/**
 * The address as LianLian wants it: `122_11_37_211`, or an IPv6 address in its shortest spelling, of which nothing is said
 * in LianLian's documents. A port, brackets and the zone (`%eth0`) are left out, and an IPv4 address within an IPv6 one
 * is taken out of it.
 *
 * @returns undefined for what is not one address
 */
export function wireAddress(given: string): string | undefined {
  const address = withoutPort(given.trim().replaceAll('_', '.'));
  if (isIPv4(address)) return address.replaceAll('.', '_');
  if (!isIPv6(address)) return undefined;
  const short = shortIpv6(address.replace(/%.*$/, ''));
  return mappedIpv4(short)?.replaceAll('.', '_') ?? short;
}

/** Whether it is an address that is too long for LianLian. */
export function isTooLongAddress(given: unknown): boolean {
  const address = typeof given === 'string' ? wireAddress(given) : undefined;
  return address !== undefined && address.length > MAX_ADDRESS_LENGTH;
}

/** Whether it is several addresses: an `X-Forwarded-For`, the adapter's `request.ips`, a header that came twice. */
export function isAddressList(given: unknown): boolean {
  return Array.isArray(given) || (typeof given === 'string' && given.includes(','));
}

function withoutPort(text: string): string {
  return (IPV6_IN_BRACKETS.exec(text) ?? IPV4_WITH_PORT.exec(text))?.[1] ?? text;
}

/** The shortest spelling, which also writes an embedded IPv4 address as two groups. */
function shortIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The IPv4 address within `::ffff:7a0b:25d3`: what a dual-stack server sees of an IPv4 client. */
function mappedIpv4(address: string): string | undefined {
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (groups === null) return undefined;
  return groups
    .slice(1)
    .map((group) => parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 0xff])
    .join('.');
}
