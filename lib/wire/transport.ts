import type { CallTime } from './call-time.js';

/** One HTTP POST to LianLian. */
export interface TransportRequest {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** When it is over, so is the request. */
  readonly time: CallTime;
}

/** What came back. The body is text, whatever it is text of, and empty where its bytes are no UTF-8. */
export interface TransportResponse {
  readonly status: number;
  readonly body: string;
}

/** Why no answer came, and whether the request may have reached LianLian all the same. */
export class TransportFailure extends Error {
  constructor(
    readonly mayHaveBeenSent: boolean,
    cause: unknown,
  ) {
    super('the request got no answer', { cause });
  }
}

/**
 * The port through which calls leave. It sends a request once, and never again of its own accord.
 *
 * A test module replaces it with `overrideProvider(LianlianTransport)`; what it answers has to be signed, so the sandbox
 * is mostly the simpler way.
 */
export abstract class LianlianTransport {
  /** @throws TransportFailure if no whole answer came */
  abstract post(request: TransportRequest): Promise<TransportResponse>;
}
