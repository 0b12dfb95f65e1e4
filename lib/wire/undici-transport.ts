import { isUtf8 } from 'node:buffer';

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher, Pool } from 'undici';

import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import type { CallTime } from './call-time.js';
import {
  LianlianTransport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from './transport.js';

/** LianLian's responses are a few kilobytes; a longer one is not LianLian's. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/** One pool of kept connections per origin. Certificates are always verified. */
@Injectable()
export class UndiciTransport extends LianlianTransport implements OnApplicationShutdown {
  private readonly pools = new Map<string, Pool>();

  constructor(@Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings) {
    super();
  }

  async post({ url, body, headers, time }: TransportRequest): Promise<TransportResponse> {
    const pool = this.pools.get(url.origin) ?? (await this.openPool(url.origin));
    return new Promise((resolve, reject) => {
      const path = `${url.pathname}${url.search}`;
      const exchange = new Exchange(time, resolve, reject);
      pool.dispatch({ path, method: 'POST', headers: { ...headers }, body }, exchange);
    });
  }

  /** Not in onModuleDestroy: requests may still be in flight then. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
    this.pools.clear();
  }

  /** undici is loaded with the first call: an app's start does not wait for it, and an app without calls never does. */
  private async openPool(origin: string): Promise<Pool> {
    const undici = await import('undici');
    const { connections, timeoutMs } = this.settings.http;
    const pool =
      this.pools.get(origin) ??
      new undici.Pool(origin, {
        connections,
        pipelining: 1,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        // Set explicitly, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off.
        connect: { rejectUnauthorized: true },
      });
    this.pools.set(origin, pool);
    return pool;
  }
}

/**
 * One exchange, from queue to response. undici starts a request on a connection that stands; a request that
 * never started was certainly not sent.
 */
class Exchange implements Dispatcher.DispatchHandler {
  private started = false;
  private ended = false;
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private size = 0;
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly time: CallTime,
    private readonly resolve: (response: TransportResponse) => void,
    private readonly reject: (failure: TransportFailure) => void,
  ) {
    if (time.overReason === undefined) time.onOver = this.abort;
    else this.abort(time.overReason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(new Error('the call was over before a connection was free'));
    else this.started = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > MAX_RESPONSE_BYTES)
      controller.abort(new Error('the response is too long to be from LianLian'));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end();
    const bytes = Buffer.concat(this.chunks);
    // Decoding leniently would turn different bytes into the same text, and one signature into many.
    const body = isUtf8(bytes) ? bytes.toString('utf8') : '';
    // undici makes a connection free in the next turn of the event loop, which it asks for when this method has
    // returned. A caller who calls again before that would have another connection opened.
    queueMicrotask(() => {
      setImmediate(() => {
        this.resolve({ status: this.status, body });
      });
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // undici keeps the bytes that it could not parse, and they may repeat what the payer typed.
    if (error.name === 'HTTPParserError') Reflect.deleteProperty(error, 'data');
    this.fail(error);
  }

  private readonly abort = (reason: Error): void => {
    this.fail(reason);
    this.controller?.abort(reason);
  };

  private fail(cause: unknown): void {
    if (this.ended) return;
    this.end();
    this.reject(new TransportFailure(this.started, cause));
  }

  private end(): void {
    this.ended = true;
    if (this.time.onOver === this.abort) this.time.onOver = undefined;
  }
}
