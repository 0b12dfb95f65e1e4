import { plainAddress } from '../../common/plain-address.js';
import type { HttpRequest } from './http-types.js';

/** The sender's address for a log line, as the adapter has it; what is none was made up by the sender. */
export function addressOf({ ip = '' }: HttpRequest): string {
  return plainAddress(ip) ?? 'a sender whose address is not known';
}
