import { isIP } from 'node:net';

import { errorCode, errorMessage, isInstance } from '../common/secrets/error-text.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import type { CallTime } from './call-time.js';
import { ProxyFailure } from './outlet/proxy-failure.js';
import { TransportFailure } from './transport.js';
import { proxyMessages } from './proxy.messages.js';
import { wireMessages } from './wire.messages.js';

/** Codes of the errors with which Node refuses a server's certificate. */
const CERTIFICATE_REFUSED = /CERT|^UNABLE_TO_/;

/** What undici of another version says of a handler that is not of its kind. */
const OTHER_HANDLER = /^invalid on[A-Z]\w* method$|\bon[A-Z]\w* is not a function\b/;

/**
 * The error of a call that got no response, from what its transport threw.
 *
 * @param subject what the call was about
 */
export function transportError(
  subject: string,
  url: URL,
  failure: unknown,
  time: CallTime,
): LianlianTransportError {
  const isTold = isInstance(failure, TransportFailure);
  const outcome = isTold && !failure.mayHaveBeenSent ? 'not-sent' : 'unknown';
  const cause = isTold ? failure.cause : failure;
  const proxy = isTold ? failure.proxy : undefined;
  const message = failedMessage(subject, url, time, { outcome, cause, proxy });
  return new LianlianTransportError(message, { outcome, cause });
}

interface Failure {
  readonly outcome: 'not-sent' | 'unknown';
  readonly cause: unknown;
  readonly proxy: string | undefined;
}

function failedMessage(
  subject: string,
  { host, hostname }: URL,
  { isAborted, overReason, timeoutMs }: CallTime,
  { outcome, cause, proxy }: Failure,
): string {
  if (isAborted) return wireMessages.aborted(subject, outcome);
  if (overReason !== undefined) return wireMessages.timedOut(subject, timeoutMs, outcome, proxy);
  if (outcome === 'unknown') return wireMessages.connectionBroke(subject, host, proxy);
  if (isInstance(cause, ProxyFailure)) return proxyMessage(subject, host, cause) + besideLocal(hostname);
  const code = errorCode(cause) ?? '';
  if (CERTIFICATE_REFUSED.test(code)) return wireMessages.certificateRefused(subject, host, code, proxy);
  return dispatcherMessage(subject, code, cause) ?? wireMessages.noConnection(subject, host, proxy);
}

/** What a dispatcher of the app's refuses by itself: another try would be refused as well. */
function dispatcherMessage(subject: string, code: string, cause: unknown): string | undefined {
  if (OTHER_HANDLER.test(errorMessage(cause))) return wireMessages.otherUndici(subject);
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED')
    return wireMessages.dispatcherClosed(subject);
  return code === 'UND_ERR_INVALID_ARG' ? wireMessages.dispatcherRefused(subject, code) : undefined;
}

function proxyMessage(subject: string, host: string, { proxy, status, cause }: ProxyFailure): string {
  if (status === 407) return proxyMessages.credentialsWanted(subject, host, proxy);
  if (status !== undefined) return proxyMessages.refused(subject, host, proxy, status);
  const code = errorCode(cause) ?? '';
  return CERTIFICATE_REFUSED.test(code)
    ? proxyMessages.certificateRefused(subject, proxy, code)
    : proxyMessages.unreachable(subject, proxy, code);
}

/** A sandbox is mostly on the machine itself, where no proxy leads to. */
function besideLocal(hostname: string): string {
  const isLocal =
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  return isLocal ? ` ${proxyMessages.localHost(hostname)}` : '';
}
