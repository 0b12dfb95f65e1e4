import { isIPv4, isIPv6 } from 'node:net';

/** Proxies write the sender's port behind its address: `122.11.37.211:52100`, `[2001:db8::1]:52100`. */
const IPV4_WITH_PORT = /^((?:[\da-f:]*:)?\d+(?:\.\d+){3}):\d{1,5}$/i;
const IPV6_IN_BRACKETS = /^\[([^\]]+)\](?::\d{1,5})?$/;

/**
 * An IP address in its one spelling, IPv6 in its shortest. A port, brackets and the zone (`%eth0`) are left out, and an IPv4
 * address within an IPv6 one is taken out of it.
 *
 * @returns undefined for what is not one address
 */
export function plainAddress(given: string): string | undefined {
  const address = withoutPort(given.trim());
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const short = shortIpv6(address.replace(/%.*$/, ''));
  return mappedIpv4(short) ?? short;
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
