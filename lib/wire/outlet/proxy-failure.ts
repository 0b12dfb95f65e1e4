/** A proxy that could not be reached, or made no tunnel. Nothing of the request went through it. */
export class ProxyFailure extends Error {
  constructor(
    /** Its address without its credentials. */
    readonly proxy: string,
    /** What it said to `CONNECT`; undefined where it said nothing. */
    readonly status: number | undefined,
    cause?: unknown,
  ) {
    super(
      status === undefined ? `no connection to the proxy ${proxy}` : `the proxy said HTTP ${String(status)}`,
      { cause },
    );
  }
}
