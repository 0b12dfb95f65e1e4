import { isIP } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { SandboxAddresses } from '../contract.js';
import type { SandboxStartOptions } from '../settings.js';
import { isEverywhere, isLoopback, withoutBrackets } from '../common/host-names.js';

/** What of the options says where it is reached. The host is as a URL writes it. */
type Where = Pick<SandboxStartOptions, 'publicUrl' | 'tls'> & { readonly host: string };

/** As `os.networkInterfaces` tells them. */
type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Networks of containers, virtual machines and tunnels: a phone is in none of them. */
const VIRTUAL = /^(br-|docker|podman|tap|tun|utun|vboxnet|veth|virbr|vmnet|zt)/;
/** Addresses that a machine gave itself. */
const OF_ONE_LINK = /^(169\.254\.|fe80:)/;

/** The public address that stands for the machine's first one in the local network. */
export const NETWORK = 'network';

/** The addresses of a sandbox that listens at a port. */
export function addressesOf({ host, publicUrl: wanted, tls = false }: Where, port: number): SandboxAddresses {
  const origin = (name: string): string => {
    const literal = name.includes(':') ? `[${name}]` : name;
    return `${tls === false ? 'http' : 'https'}://${literal}:${String(port)}`;
  };
  // With TLS it has a name where it can: clients check it more alike. The name of ::1 may be of IPv4 alone.
  const hasName = isEverywhere(host) || (tls !== false && isLoopback(host) && isIP(host) !== 6);
  const url = origin(hasName ? 'localhost' : host);
  const network = reachableFrom(host, networkInterfaces()).map(origin);
  const publicUrl = new URL((wanted === NETWORK ? network[0] : wanted) ?? url).origin;
  const isForPhones = !isLoopback(withoutBrackets(new URL(publicUrl).hostname));
  const phones = [...new Set([...(isForPhones ? [publicUrl] : []), ...network])];
  return { url, publicUrl, network, phones };
}

/**
 * The name in the public address, where it is given.
 *
 * @throws SandboxError where an address in the local network is wanted, and there is none
 */
export function publicNames(
  { host, publicUrl }: Where,
  interfaces: Interfaces = networkInterfaces(),
): readonly string[] {
  if (publicUrl === undefined) return [];
  if (publicUrl !== NETWORK) return [withoutBrackets(new URL(publicUrl).hostname)];
  const [first] = reachableFrom(host, interfaces);
  if (first !== undefined) return [first];
  const rule = isLoopback(host) ? onlyHere(host) : noNetwork(host);
  throw SandboxError.fields([{ field: 'publicUrl', rule }]);
}

function onlyHere(host: string): Sentence {
  return both(
    `is "${NETWORK}", which needs the option host to be 0.0.0.0: at ${host} only this machine reaches the sandbox`,
    `为 "${NETWORK}"，需将 host 设为 0.0.0.0：监听 ${host} 时只有本机能访问沙箱`,
  );
}

function noNetwork(host: string): Sentence {
  return both(
    `is "${NETWORK}", but this machine has no address in a network at which ${host} is reached: connect it, or name where payers reach the sandbox`,
    `为 "${NETWORK}"，但本机没有可由 ${host} 访问的局域网地址：请先联网，或指定付款人访问沙箱的地址`,
  );
}

/** Whether a text is an address of the web with nothing behind the name and the port, and one that can be called. */
export function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s/?#@\\]+\/?$/i.test(value) || !URL.canParse(value))
    return false;
  const { hostname, port } = new URL(value);
  return port !== '0' && !isEverywhere(withoutBrackets(hostname));
}

function reachableFrom(host: string, interfaces: Interfaces): readonly string[] {
  if (isLoopback(host)) return [];
  if (!isEverywhere(host)) return [host];
  const all = networkAddresses(interfaces);
  return host === '::' ? all : all.filter((address) => isIP(address) === 4);
}

/**
 * The machine's addresses in networks: those of real ones first, as phones have no use for the others, and of those IPv4's
 * first, which every phone can use.
 */
export function networkAddresses(interfaces: Interfaces): readonly string[] {
  const all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ address, internal }) => !internal && !OF_ONE_LINK.test(address))
      .map(({ address }) => ({
        address,
        order: Number(VIRTUAL.test(name)) * 2 + Number(isIP(address) === 6),
      })),
  );
  return all.toSorted((one, other) => one.order - other.order).map(({ address }) => address);
}
