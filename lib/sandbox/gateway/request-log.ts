import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { SignatureDiagnosis } from '../../diagnosis/signature-diagnosis.js';
import type { Changes } from '../common/changes.js';
import type { EventHub } from '../common/events.js';
import { Groups } from '../common/groups.js';

/** One request to an API, with secret values masked. */
export interface SandboxRequest {
  readonly id: string;
  /** When it came, on the sandbox's clock. */
  readonly at: Date;
  /** The API's id in the catalogue: `aggregate.direct`. */
  readonly api: string;
  /** The fields that were sent; empty for a body that could not be read. */
  readonly fields: Readonly<Record<string, string>>;
  /** The text that the signature was checked against. */
  readonly source: string;
  /** Whether the signature was right. */
  readonly verified: boolean;
  /** Why it was wrong. Undefined too where the merchant is unknown. */
  readonly diagnosis?: SignatureDiagnosis | undefined;
  /** The fault that struck, if one did. */
  readonly fault?: string | undefined;
  /** What LianLian takes, and its documents do not. Undefined where all is as they ask for. */
  readonly warnings?: readonly Sentence[] | undefined;
  /** Why it is refused, where the sandbox knows more than the code tells. */
  readonly explanation?: Sentence | undefined;
  /** Empty where a fault hid the code from the shop. */
  readonly ret_code: string;
  readonly ret_msg: string;
  /** The response's fields; of a page, `ret_code` and `ret_msg`. */
  readonly response: Readonly<Record<string, string>>;
}

/** The log, as the state file keeps it. */
export interface SavedRequests {
  readonly sequence: number;
  readonly requests: readonly SandboxRequest[];
}

/** The last requests. */
export class RequestLog {
  private requests: SandboxRequest[] = [];
  private readonly byNumber = new Groups<string, SandboxRequest>();
  private sequence = 0;

  constructor(
    private readonly keep: number,
    private readonly hub: EventHub,
    private readonly changes: Changes,
  ) {}

  add(request: Omit<SandboxRequest, 'id'>): void {
    this.sequence += 1;
    const id = `r${String(this.sequence)}`;
    this.push({ id, ...request });
    this.changes.note('request', id);
    const [oldest] = this.requests;
    if (this.requests.length > this.keep && oldest !== undefined) {
      this.requests.shift();
      for (const number of numbersIn(oldest)) this.byNumber.remove(number, oldest);
      this.changes.note('request', oldest.id);
    }
    const { at, api, fields, verified, ret_code, ret_msg, fault, warnings, explanation } = request;
    const no_order = fields['no_order'];
    this.hub.emit({
      type: 'request',
      at: at.toISOString(),
      ...{ id, api, no_order, verified, ret_code, ret_msg, fault, warnings, explanation },
    });
  }

  all(): readonly SandboxRequest[] {
    return [...this.requests];
  }

  /** How many requests there were. */
  get count(): number {
    return this.sequence;
  }

  /** The ids of those that are kept. */
  keys(): readonly string[] {
    return this.requests.map(({ id }) => id);
  }

  /** A request that is kept still. Their ids are numbered without a gap. */
  get(id: string): SandboxRequest | undefined {
    const found = this.requests[Number(id.slice(1)) - 1 - (this.sequence - this.requests.length)];
    return found?.id === id ? found : undefined;
  }

  /** Those that name one of an order's numbers, the shop's or LianLian's, oldest first. */
  naming(numbers: readonly (string | undefined)[]): readonly SandboxRequest[] {
    const found = numbers.flatMap((number) => (number === undefined ? [] : this.byNumber.of(number)));
    return [...new Set(found)].sort((a, b) => numberOf(a) - numberOf(b));
  }

  restore({ sequence, requests }: SavedRequests): void {
    this.sequence = sequence;
    this.requests = [];
    this.byNumber.clear();
    for (const request of requests) this.push(request);
  }

  private push(request: SandboxRequest): void {
    this.requests.push(request);
    for (const number of numbersIn(request)) this.byNumber.add(number, request);
  }
}

/** The numbers of an order or a payout that a request names. */
function numbersIn({ fields }: SandboxRequest): ReadonlySet<string> {
  return new Set([fields['no_order'], fields['oid_paybill']].filter((number) => number !== undefined));
}

function numberOf({ id }: SandboxRequest): number {
  return Number(id.slice(1));
}
