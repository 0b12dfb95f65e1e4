import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What came back from a POST. */
export interface PostResponse {
  readonly status: number;
  readonly body: string;
  /** Where a redirect leads. */
  readonly location?: string | undefined;
}

/** There is no whole response. */
export class NoResponse extends Error {
  constructor(
    readonly kind: 'time-out' | 'broken' | 'too-long',
    message: string,
  ) {
    super(message);
    this.name = 'NoResponse';
  }
}

const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * Posts text on a connection of its own.
 *
 * @param signal ends the call early
 * @throws NoResponse, or Node's own error, unless the whole response came within `timeoutMs`, counted from the call
 */
export function post(
  url: string,
  contentType: string,
  body: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<PostResponse> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body, 'utf8');
    const request = send(target, {
      method: 'POST',
      agent: false,
      signal,
      headers: { 'content-type': contentType, 'content-length': bytes.length, connection: 'close' },
    });
    const limit = setTimeout(() => {
      request.destroy(new NoResponse('time-out', `no response within ${String(timeoutMs)} ms`));
    }, timeoutMs);
    let isWhole = false;
    request.once('close', () => {
      clearTimeout(limit);
      // After an error this has no effect. Without one it settles the promise, which nothing else may do.
      if (!isWhole)
        reject(new NoResponse('broken', 'the connection was closed before the whole response came'));
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_RESPONSE_BYTES)
          request.destroy(new NoResponse('too-long', 'the response is too long'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        isWhole = true;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, body: Buffer.concat(chunks).toString('utf8'), location: headers.location });
      });
    });
    request.end(bytes);
  });
}
