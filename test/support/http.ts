import { request } from 'node:http';

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
  const response = await fetch(url, {
    method: 'POST',
    // A Blob without a type: fetch adds no content type of its own.
    body: new Blob([new Uint8Array(bytes)]),
    headers: { ...(contentType === null ? {} : { 'content-type': contentType }), ...headers },
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

export async function get(url: string, method = 'GET'): Promise<HttpResponse> {
  const response = await fetch(url, { method, redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
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
