import { plainAddress } from '../plain-address.js';

/** How long `userreq_ip` may be. An IPv6 address has up to 39 characters. */
export const MAX_ADDRESS_LENGTH = 32;

/**
 * The address as LianLian wants it: `122_11_37_211`, or an IPv6 address in its shortest spelling, of which nothing is said
 * in LianLian's documents. A port, brackets and the zone (`%eth0`) are left out, and an IPv4 address within an IPv6 one
 * is taken out of it.
 *
 * @returns undefined for what is not one address
 */
export function wireAddress(given: string): string | undefined {
  return plainAddress(given.replaceAll('_', '.'))?.replaceAll('.', '_');
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
