import { BlockList, isIP } from 'node:net';

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

/** Whether only this machine or its network can reach a host. */
export function isLocal(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return LOCAL_NAME.test(host) || !host.includes('.');
  return PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
