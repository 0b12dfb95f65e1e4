import type { CallTime } from './call-time.js';

/** One HTTP POST to LianLian. */
export interface TransportRequest {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The request ends with this time. */
  readonly time: CallTime;
}

/** What came back. The body is the text as it came, and empty where its bytes are no UTF-8. */
export interface TransportResponse {
  readonly status: number;
  readonly body: string;
  /** The proxy that it came through, for errors: its address without credentials. */
  readonly proxy?: string | undefined;
}

/** Why no response came, and whether the request may have reached LianLian all the same. */
export class TransportFailure extends Error {
  constructor(
    /** False only if LianLian cannot have seen any of it: the call's `outcome` is `not-sent` then, else `unknown`. */
    readonly mayHaveBeenSent: boolean,
    cause: unknown,
    /** The proxy that it went through, for errors: its address without credentials. */
    readonly proxy?: string,
  ) {
    super('the request got no response', { cause });
  }
}

/**
 * The port through which calls leave. It sends a request once, and never repeats it by itself.
 *
 * A test module replaces it with `overrideProvider(LianlianTransport)`; its responses have to be signed, so the
 * sandbox is mostly the simpler way.
 */
export abstract class LianlianTransport {
  /** @throws TransportFailure if no whole response came */
  abstract post(request: TransportRequest): Promise<TransportResponse>;
}
