import { connect, type Socket } from 'node:net';

/** What came back on a connection: the first status, or 0 where it was closed without one. */
export interface RawResponse {
  readonly status: number;
  readonly text: string;
  /** Milliseconds until the connection was closed. */
  readonly tookMs: number;
}

export interface RawOptions {
  /** Between one part and the next. By default they follow each other at once, each in a packet of its own. */
  readonly pauseMs?: number;
  /** Given up after that. */
  readonly patienceMs?: number;
}

/** Writes bytes to a server as they are, part by part, and reads what it says until it hangs up. */
export function exchange(
  url: string,
  parts: Iterable<Buffer | string>,
  { pauseMs, patienceMs = 15_000 }: RawOptions = {},
): Promise<RawResponse> {
  const { hostname, port } = new URL(url);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(received).toString('latin1');
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text, tookMs: performance.now() - startedAt });
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(`no end after ${String(patienceMs)} ms: ${Buffer.concat(received).toString('latin1')}`),
      );
    }, patienceMs);
    socket.setNoDelay(true);
    // What cannot be written any more was not wanted: the response says why.
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('close', finish);
    void write(socket, parts, pauseMs);
  });
}

async function write(
  socket: Socket,
  parts: Iterable<Buffer | string>,
  pauseMs: number | undefined,
): Promise<void> {
  for (const part of parts) {
    if (socket.destroyed) return;
    if (!socket.write(part)) await drained(socket);
    await new Promise<void>((next) => {
      if (pauseMs === undefined) setImmediate(next);
      else setTimeout(next, pauseMs);
    });
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** A POST whose connection ends with the response. Headers are written as they are given, duplicates included. */
export function postHead(url: string, headers: readonly (readonly [string, string])[]): string {
  const { pathname, search, host } = new URL(url);
  const lines = [['host', host], ['connection', 'close'], ...headers].map(
    ([name = '', value = '']) => `${name}: ${value}`,
  );
  return `POST ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** Posts bytes with a true length. */
export function postRaw(
  url: string,
  body: Buffer | string,
  headers: readonly (readonly [string, string])[] = [['content-type', 'text/json;charset=utf-8']],
): Promise<RawResponse> {
  const bytes = Buffer.from(body as string);
  return exchange(url, [postHead(url, [...headers, ['content-length', String(bytes.length)]]), bytes]);
}

/** A chunk of a chunked body. An empty one ends it. */
export function chunk(bytes: Buffer | string): Buffer {
  const data = Buffer.from(bytes as string);
  return Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]);
}
