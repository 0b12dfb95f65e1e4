import { isIP } from 'node:net';

import { plainAddress } from '../../common/plain-address.js';
import { shortened } from '../../common/printable.js';
import type { HttpRequest } from './http-types.js';

/** Whether the adapter has the sender's address with a port, as a proxy wrote it. */
export function hasPort({ ip = '' }: HttpRequest): boolean {
  return isIP(ip) === 0 && plainAddress(ip) !== undefined;
}

/** The sender's address for a log line, as the adapter has it but for a port; what is none was made up by the sender. */
export function addressOf({ ip = '' }: HttpRequest): string {
  return isIP(ip) === 0 ? (plainAddress(ip) ?? 'a sender whose address is not known') : shortened(ip);
}
