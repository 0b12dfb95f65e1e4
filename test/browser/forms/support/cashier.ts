import { createServer } from 'node:http';

import { listening } from '../../../e2e/calls/support/gateway.js';

/** What a browser posted. */
export interface Post {
  readonly path: string;
  readonly contentType: string;
  /** The decoded fields, in order. */
  readonly pairs: readonly (readonly [string, string])[];
  readonly fields: Readonly<Record<string, string>>;
}

export interface PageResponse {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that is both: the shop that serves the page, and LianLian, which the page posts to. */
export interface Cashier {
  readonly url: string;
  readonly posts: Post[];
  serve(page: PageResponse): void;
  /** The one post that it received. */
  posted(): Post;
  stop(): Promise<void>;
}

/** `application/x-www-form-urlencoded`, decoded by hand: bytes first, then strict UTF-8. */
function decode(part: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < part.length; at++) {
    if (part[at] === '%') {
      bytes.push(parseInt(part.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(part[at] === '+' ? 0x20 : part.charCodeAt(at));
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes));
}

export async function startCashier(): Promise<Cashier> {
  let page: PageResponse = { html: '' };
  const posts: Post[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const isPage = request.url === '/checkout';
      response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html', ...page.headers });
      response.end(isPage ? page.html : '');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const pairs = Buffer.concat(chunks)
        .toString('latin1')
        .split('&')
        .map((pair) => {
          const [name = '', value = ''] = pair.split('=');
          return [decode(name), decode(value)] as const;
        });
      posts.push({
        path: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        pairs,
        fields: Object.fromEntries(pairs),
      });
      response.writeHead(200, { 'content-type': 'text/plain' }).end('posted');
    });
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    posts,
    serve: (next) => {
      page = next;
    },
    posted: () => {
      const [post] = posts;
      if (post === undefined || posts.length > 1) {
        throw new Error(`expected one post, and there were ${String(posts.length)}`);
      }
      return post;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
