import { errorCode } from '../../common/secrets/error-text.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { NoResponse } from '../http/post.js';
import { noResponseMessages as messages } from './no-response.messages.js';

const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN'];
const UNREACHABLE = ['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EHOSTDOWN'];
const BROKEN = ['ECONNRESET', 'EPIPE'];

/**
 * Why no response came from a shop, and what to look at; undefined where nothing is known beyond the error itself.
 *
 * @param timeoutMs how long the shop had
 */
export function whyNoResponse(error: unknown, timeoutMs: number): Sentence | undefined {
  if (error instanceof NoResponse) {
    if (error.kind === 'time-out') return messages.timeOut(timeoutMs);
    return error.kind === 'too-long' ? messages.tooLong() : messages.broken();
  }
  const code = errorCode(error) ?? '';
  if (code === 'ECONNREFUSED') return messages.refused();
  if (UNKNOWN_HOST.includes(code)) return messages.unknownHost();
  if (UNREACHABLE.includes(code)) return messages.unreachable();
  if (BROKEN.includes(code)) return messages.broken();
  if (code.startsWith('HPE_')) return messages.noHttp();
  return /CERT|TLS|SSL|UNABLE_TO_|^EPROTO$/.test(code) ? messages.tls() : undefined;
}
