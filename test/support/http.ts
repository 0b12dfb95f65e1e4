import { request } from 'node:http';

import { type Dispatcher, request as undiciRequest } from 'undici';

/** What LianLian gets to see of a response. */
export interface HttpResponse {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export const ACK = '{"ret_code":"0000","ret_msg":"ok"}';
export const TEXT_JSON = 'text/json;charset=utf-8';

/** Posts a body as LianLian does, unless told otherwise. `null` sends no content type at all. */
export async function post(
  url: string,
  body: string | Buffer | Readonly<Record<string, unknown>>,
  contentType: string | null = TEXT_JSON,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpResponse> {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return send(url, {
    method: 'POST',
    body: bytes,
    headers: { ...(contentType === null ? {} : { 'content-type': contentType }), ...headers },
  });
}

export function get(url: string, method: Dispatcher.HttpMethod = 'GET'): Promise<HttpResponse> {
  return send(url, { method });
}

/** By undici itself: tests send some hundred thousand messages, and `fetch` takes several times as long for each. */
async function send(url: string, sent: Parameters<typeof undiciRequest>[1]): Promise<HttpResponse> {
  const { statusCode, headers, body } = await undiciRequest(url, sent);
  const pairs = Object.entries(headers).flatMap(([name, values = []]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return { status: statusCode, text: await body.text(), headers: new Headers(pairs) };
}

/** Posts a body in chunks, without a length. The last chunk ends it, unless it is told to stall. */
export function postChunks(
  url: string,
  chunks: readonly (string | Buffer)[],
  {
    contentType = TEXT_JSON,
    stall = false,
    pauseMs = 0,
  }: { contentType?: string; stall?: boolean; pauseMs?: number } = {},
): Promise<{ status: number; text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', headers: { 'content-type': contentType } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, text, connection: response.headers.connection });
          outgoing.destroy();
        });
      },
    );
    outgoing.on('error', reject);
    const write = async (): Promise<void> => {
      for (const chunk of chunks) {
        outgoing.write(chunk);
        await new Promise((next) => setTimeout(next, pauseMs));
      }
      if (!stall) outgoing.end();
    };
    void write();
  });
}

/** The same fields as a form. */
export function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

export const FORM = 'application/x-www-form-urlencoded';

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
