import { isQuery } from '../common/api-uses.js';
import { isInstance } from '../common/secrets/error-text.js';
import type { LianlianMessage } from '../common/fields/lianlian-message.js';
import { pause } from '../common/timing/pause.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { callSubject, wireMessages } from './wire.messages.js';
import type { CallDefinition } from './api-definition.js';
import type { CallTime } from './call-time.js';
import { ProxyFailure } from './outlet/proxy-failure.js';
import { parseRawJsonObject, type RawJsonObject } from './raw-json.js';
import type { SignableFields } from './signature.js';
import { type LianlianTransport, TransportFailure } from './transport.js';
import { transportError } from './transport-error.js';

/** Pauses before another attempt, for what may be attempted again. */
const BACKOFF_MS = [100, 400];

/** A request that is ready to leave. */
interface SendableRequest {
  /** What it says. */
  readonly fields: SignableFields;
  /** The text that is posted. */
  readonly body: string;
}

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
  request: SendableRequest,
  time: CallTime,
): Promise<RawJsonObject> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(transport, api, url, request, time);
    } catch (error) {
      const pauseMs = BACKOFF_MS[attempt];
      const mayRepeat =
        error instanceof LianlianTransportError &&
        (isQuery(api.id) || error.outcome === 'not-sent') &&
        !isLockedOut(error);
      if (!mayRepeat || pauseMs === undefined || !(await pause(pauseMs, time.signal))) throw error;
    }
  }
}

/** A proxy refuses these credentials. Some lock an account that is tried with wrong ones again and again. */
function isLockedOut({ cause }: LianlianTransportError): boolean {
  return isInstance(cause, ProxyFailure) && cause.status === 407;
}

async function sendOnce<Request extends LianlianMessage, Response extends LianlianMessage>(
  transport: LianlianTransport,
  api: CallDefinition<Request, Response>,
  url: URL,
  request: SendableRequest,
  time: CallTime,
): Promise<RawJsonObject> {
  const subject = callSubject(api.title, request.fields);
  if (time.overReason !== undefined) {
    throw transportError(subject, url, new TransportFailure(false, time.overReason), time);
  }
  const headers = { 'content-type': 'application/json;charset=utf-8', accept: 'application/json' };
  const response = await transport
    .post({ url, body: request.body, headers, time })
    .catch((failure: unknown) => {
      throw transportError(subject, url, failure, time);
    });
  if (response.status !== 200) {
    const message = wireMessages.httpStatus(subject, response.status, response.proxy);
    throw new LianlianTransportError(message, { outcome: 'unknown' });
  }
  const message = readable(response.body);
  if (message === undefined) {
    throw new LianlianTransportError(wireMessages.unreadableResponse(subject, response.proxy), {
      outcome: 'unknown',
    });
  }
  return message;
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
