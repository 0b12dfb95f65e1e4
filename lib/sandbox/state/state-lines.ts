import type { Change, KeptKind } from '../common/changes.js';
import type { SandboxState, SmallState } from './state.js';

const FORMAT = 'nestjs-lianlian sandbox';
/** 1 kept what shops and LianLian sent back under `answer`. 2 was one JSON document, 3 is a line for each thing. */
const VERSION = 3;

/** Private keys that the sandbox made, by owner: `lianlian`, `merchant-<oid_partner>`. PKCS#8 PEM. */
export type SavedKeys = Readonly<Record<string, string>>;

/** What the first line holds, beside its format. */
export interface Heading {
  /** The seed of random numbers. */
  readonly seed: string;
  readonly keys: SavedKeys;
}

/** What the file holds. */
export interface SavedSandbox extends Heading {
  readonly state: SandboxState;
}

/** A line of the file. */
type Line =
  /** A thing as it is from then on; without it the thing is gone. */
  | (Change & { readonly is?: unknown })
  /** What is one of a kind. The lines before count from here on: a batch counts as a whole, or not at all. */
  | { readonly small: SmallState };

/** The first line. */
export function headingLine({ seed, keys }: Heading): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, seed, keys })}\n`;
}

export function thingLine({ kind, key }: Change, is: unknown): string {
  return `${JSON.stringify({ kind, key, is })}\n`;
}

/** The last line of a batch. */
export function smallLine(small: SmallState): string {
  return `${JSON.stringify({ small })}\n`;
}

/** Reads the lines of a state file, one after the other. */
export class StateLines {
  private lines = 0;
  /** Lines behind the last whole batch. */
  private open: (Change & { readonly is?: unknown })[] = [];
  private readonly kept = new Map<KeptKind, Map<string, unknown>>();
  private small: SmallState | undefined;

  /**
   * @returns a whole state, where the first line is the document of version 2
   * @throws Error that says what is wrong with it
   */
  static heading(text: string): { readonly heading: Heading; readonly state: SandboxState | undefined } {
    const document = parsed(text);
    const { format, version, seed, keys, state } = Object(document) as Readonly<Record<string, unknown>>;
    if (format !== FORMAT) throw new Error('is not the state of a sandbox');
    if (version !== VERSION && version !== 2)
      throw new Error(`has version ${String(version)}, and this is ${String(VERSION)}`);
    const heading = { seed: seed as string, keys: (keys ?? {}) as SavedKeys };
    return { heading, state: version === 2 ? (state as SandboxState) : undefined };
  }

  /** @throws Error for a line that is not JSON */
  add(text: string): void {
    this.lines += 1;
    const line = parsed(text) as Line;
    if (!('small' in line)) {
      this.open.push(line);
      return;
    }
    this.small = line.small;
    for (const { kind, key, is } of this.open) this.keep(kind, key, is);
    this.open = [];
  }

  /** Whether it ends in the middle of a batch, or most of it is of no use any more: it is to be written anew. */
  get isUntidy(): boolean {
    const { size } = this;
    return this.open.length > 0 || this.lines > 1_000 + 3 * size;
  }

  /** @throws Error where no batch is whole */
  state(): SandboxState {
    if (this.small === undefined) throw new Error('does not hold what a sandbox remembers');
    const { aheadMs, ids, requests, scenarios } = this.small;
    return {
      aheadMs,
      ids,
      orders: this.all('order'),
      pendingRefunds: this.all('pendingRefund'),
      payouts: this.all('payout'),
      balances: this.all('balance'),
      cards: this.all('card'),
      bindings: this.all('binding'),
      sms: this.all('sms'),
      checkouts: this.all('checkout'),
      notifications: this.all('notification'),
      requests: { sequence: requests, requests: this.all('request') },
      scenarios: {
        ...scenarios,
        draws: [...(this.kept.get('draw') ?? [])] as [string, number][],
        magic: [...(this.kept.get('magic')?.keys() ?? [])],
      },
    };
  }

  private get size(): number {
    return [...this.kept.values()].reduce((sum, { size }) => sum + size, 0);
  }

  private keep(kind: KeptKind, key: string, is: unknown): void {
    const things = this.kept.get(kind) ?? new Map<string, unknown>();
    this.kept.set(kind, things);
    if (is === undefined) things.delete(key);
    else things.set(key, is);
  }

  private all<Thing>(kind: KeptKind): Thing[] {
    return [...(this.kept.get(kind)?.values() ?? [])] as Thing[];
  }
}

/** Names of members that are moments. */
const MOMENTS = new Set(['at', 'closesAt', 'expiresAt', 'nextAt', 'due', 'appliedAt', 'recordAt']);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, revived);
  } catch {
    // Without the cause: its message quotes the file, and the file holds keys.
    throw new Error('is not JSON');
  }
}

/** `late` is a list of moments. */
function revived(name: string, value: unknown): unknown {
  if (name === 'late' && Array.isArray(value)) return value.map((each) => new Date(String(each)));
  return MOMENTS.has(name) && typeof value === 'string' && ISO.test(value) ? new Date(value) : value;
}
