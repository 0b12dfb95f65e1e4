/** One request to an API, with secret values masked. */
export interface SandboxRequest {
  /** On the sandbox's clock. */
  readonly at: Date;
  /** The API's id in the catalogue: `aggregate.direct`. */
  readonly api: string;
  /** What was sent; empty where it could not be read. */
  readonly fields: Readonly<Record<string, string>>;
  /** The text that the signature was checked against. */
  readonly source: string;
  /** Whether the signature was right. */
  readonly verified: boolean;
  readonly ret_code: string;
  readonly ret_msg: string;
  /** The answer's fields; of a page, `ret_code` and `ret_msg`. */
  readonly answer: Readonly<Record<string, string>>;
}

/** The last requests. */
export class RequestLog {
  private readonly requests: SandboxRequest[] = [];

  constructor(private readonly keep: number) {}

  add(request: SandboxRequest): void {
    this.requests.push(request);
    if (this.requests.length > this.keep) this.requests.shift();
  }

  all(): readonly SandboxRequest[] {
    return [...this.requests];
  }
}
