import { errorCode, isInstance } from '../common/error-text.js';
import type { LianlianMessage } from '../common/lianlian-message.js';
import { pause } from '../common/pause.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { callSubject, wireMessages } from './wire.messages.js';
import type { CallDefinition } from './api-definition.js';
import type { CallTime } from './call-time.js';
import { parseRawJsonObject, type RawJsonObject } from './raw-json.js';
import type { SignableFields } from './signature.js';
import { type LianlianTransport, TransportFailure } from './transport.js';

/** Pauses before another attempt, for what may be attempted again. */
const BACKOFF_MS = [100, 400];

/**
 * Sends a call and returns its readable response, which is not verified yet.
 *
 * Only a query, or what certainly never left, is attempted again, within the call's time.
 *
 * @throws LianlianTransportError
 */
export async function sendCall<Request extends LianlianMessage, Response extends LianlianMessage>(
  transport: LianlianTransport,
  api: CallDefinition<Request, Response>,
  url: URL,
  fields: SignableFields,
  time: CallTime,
): Promise<RawJsonObject> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(transport, api, url, fields, time);
    } catch (error) {
      const pauseMs = BACKOFF_MS[attempt];
      const mayRepeat =
        error instanceof LianlianTransportError && (api.query === true || error.outcome === 'not-sent');
      if (!mayRepeat || pauseMs === undefined || !(await pause(pauseMs, time.signal))) throw error;
    }
  }
}

async function sendOnce<Request extends LianlianMessage, Response extends LianlianMessage>(
  transport: LianlianTransport,
  api: CallDefinition<Request, Response>,
  url: URL,
  fields: SignableFields,
  time: CallTime,
): Promise<RawJsonObject> {
  const subject = callSubject(api.title, fields);
  const headers = { 'content-type': 'application/json;charset=utf-8', accept: 'application/json' };
  const response = await transport
    .post({ url, body: JSON.stringify(fields), headers, time })
    .catch((failure: unknown) => {
      const isTold = isInstance(failure, TransportFailure);
      const outcome = isTold && !failure.mayHaveBeenSent ? 'not-sent' : 'unknown';
      const cause = isTold ? failure.cause : failure;
      const message =
        time.overReason === undefined
          ? failedMessage(subject, url.host, outcome, cause)
          : wireMessages.timedOut(subject, time.timeoutMs, outcome);
      throw new LianlianTransportError(message, { outcome, cause });
    });
  if (response.status !== 200) {
    throw new LianlianTransportError(wireMessages.httpStatus(subject, response.status), {
      outcome: 'unknown',
    });
  }
  const message = readable(response.body);
  if (message === undefined) {
    throw new LianlianTransportError(wireMessages.unreadableResponse(subject), { outcome: 'unknown' });
  }
  return message;
}

/** Codes of the errors with which Node refuses a server's certificate. */
const CERTIFICATE_REFUSED = /CERT|^UNABLE_TO_/;

function failedMessage(
  subject: string,
  host: string,
  outcome: 'not-sent' | 'unknown',
  cause: unknown,
): string {
  const code = errorCode(cause) ?? '';
  return outcome === 'not-sent' && CERTIFICATE_REFUSED.test(code)
    ? wireMessages.certificateRefused(subject, host, code)
    : wireMessages.connectionFailed(subject, host, outcome);
}

/** A response is a JSON object with a `ret_code`. */
function readable(body: string): RawJsonObject | undefined {
  try {
    const message = parseRawJsonObject(body);
    return typeof message.values['ret_code'] === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
