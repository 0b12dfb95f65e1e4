import { isIP } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

import { both } from '../../diagnosis/signature-diagnosis.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { SandboxStartOptions } from '../settings.js';

/** Where a sandbox is reached, as origins. */
export interface SandboxAddresses {
  /** By programs on this machine. */
  readonly url: string;
  /** By payers' browsers and phones: in QR codes, `gateway_url` and forms. */
  readonly publicUrl: string;
  /** By devices in the local network; none where it listens for this machine alone. */
  readonly network: readonly string[];
}

/** What of the options says where it is reached. */
type Where = Pick<SandboxStartOptions, 'publicUrl' | 'tls'> & { readonly host: string };

/** Networks of containers, virtual machines and tunnels: a phone is in none of them. */
const VIRTUAL = /^(br-|docker|podman|tap|tun|utun|vboxnet|veth|virbr|vmnet|zt)/;

/** The public address that stands for the machine's first one in the local network. */
export const NETWORK = 'network';

/** The addresses of a sandbox that listens at a port. */
export function addressesOf({ host, publicUrl, tls = false }: Where, port: number): SandboxAddresses {
  const origin = (name: string): string => {
    const literal = name.includes(':') ? `[${name}]` : name;
    return `${tls === false ? 'http' : 'https'}://${literal}:${String(port)}`;
  };
  // With TLS it has a name where it can: clients check it more alike.
  const hasName = isEverywhere(host) || (tls !== false && isLoopback(host));
  const url = origin(hasName ? 'localhost' : host);
  const network = reachableFrom(host).map(origin);
  const wanted = publicUrl === NETWORK ? network[0] : publicUrl;
  return { url, publicUrl: new URL(wanted ?? url).origin, network };
}

/**
 * The name in the public address, where it is given.
 *
 * @throws SandboxError where the local network is wanted, and the sandbox listens for this machine alone
 */
export function publicNames({ host, publicUrl }: Where): readonly string[] {
  if (publicUrl === undefined) return [];
  if (publicUrl !== NETWORK) return [new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, '$1')];
  if (!isLoopback(host)) return reachableFrom(host).slice(0, 1);
  const rule = both(
    `is "${NETWORK}", which needs the option host to be 0.0.0.0: at ${host} only this machine reaches the sandbox`,
    `为 "${NETWORK}"，需将 host 设为 0.0.0.0：监听 ${host} 时只有本机能访问沙箱`,
  );
  throw SandboxError.fields([{ field: 'publicUrl', rule }]);
}

/** Whether a text is an address of the web with nothing behind the name and the port. */
export function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && pathname === '/' && search + hash + username + password === '';
}

/** Whether a server listens at every address of the machine. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Whether nobody but this machine reaches an address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function reachableFrom(host: string): readonly string[] {
  if (isLoopback(host)) return [];
  return isEverywhere(host) ? networkAddresses(networkInterfaces()) : [host];
}

/** The machine's IPv4 addresses, those of real networks first: phones have no use for the others, but may have for them. */
export function networkAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] {
  const all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ address, internal }) => !internal && isIP(address) === 4 && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, isVirtual: VIRTUAL.test(name) })),
  );
  return [...all.filter(({ isVirtual }) => !isVirtual), ...all.filter(({ isVirtual }) => isVirtual)].map(
    ({ address }) => address,
  );
}
