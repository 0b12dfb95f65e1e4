import { isUtf8 } from 'node:buffer';

import type { Dispatcher } from 'undici';

import { errorCode } from '../../common/secrets/error-text.js';
import type { CallTime } from '../call-time.js';
import type { TransportResponse } from '../transport.js';

/** LianLian's responses are a few kilobytes; a longer one is not LianLian's. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/** Codes of what fails before a request can be written: no address, no connection, no trust, or no request at all. */
const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|UNABLE_TO_.*|.*CERT.*)$/;

/**
 * One exchange, from queue to response. undici starts a request on a connection that stands; a request that
 * never started was certainly not sent. A dispatcher of the app's may keep the start to itself: what it was given may have
 * been sent, unless the failure itself says otherwise.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private started = false;
  /** Whether the dispatcher took it: what fails before that, was never sent. */
  private dispatched = false;
  private ended = false;
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private size = 0;
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly time: CallTime,
    /** Whether the dispatcher is sure to tell when a request starts. */
    private readonly tellsStart: boolean,
    private readonly resolve: (response: TransportResponse) => void,
    private readonly reject: (mayHaveBeenSent: boolean, cause: unknown) => void,
  ) {
    if (time.overReason === undefined) time.onOver = this.abort;
    else this.abort(time.overReason);
  }

  /** What throws before the request has started did not send it. */
  begin(dispatch: () => unknown): void {
    if (this.ended) return;
    try {
      dispatch();
      this.dispatched = true;
    } catch (error) {
      this.fail(error);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(new Error('the call was over before a connection was free'));
    else this.started = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.started = true;
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

  /**
   * undici's own of older versions, which ask a handler for methods that this one has not. Without this one they would throw,
   * and from a queue past everybody.
   */
  onError(error: unknown): void {
    this.fail(error);
  }

  private readonly abort = (reason: Error): void => {
    this.fail(reason);
    this.controller?.abort(reason);
  };

  private fail(cause: unknown): void {
    if (this.ended) return;
    this.end();
    this.reject(this.mayHaveBeenSent(cause), cause);
  }

  private mayHaveBeenSent(cause: unknown): boolean {
    if (this.started || this.tellsStart) return this.started;
    return this.dispatched && !NEVER_SENT.test(errorCode(cause) ?? '');
  }

  private end(): void {
    this.ended = true;
    if (this.time.onOver === this.abort) this.time.onOver = undefined;
  }
}
