import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile, textOf } from './private-file.js';
import type { SandboxState } from './state.js';

const FORMAT = 'nestjs-lianlian sandbox';
/** 1 kept what shops and LianLian sent back under `answer`. */
const VERSION = 2;
const PRIVATE = 0o600;
/** Changes come in bursts: one write for each burst. */
const WRITE_DELAY_MS = 50;

/** Private keys that the sandbox made, by owner: `lianlian`, `merchant-<oid_partner>`. PKCS#8 PEM. */
export type SavedKeys = Readonly<Record<string, string>>;

/** What the file holds. */
export interface SavedSandbox {
  /** The seed of random numbers. */
  readonly seed: string;
  readonly keys: SavedKeys;
  readonly state: SandboxState;
}

/** Names of members that are moments. */
const MOMENTS = new Set(['at', 'closesAt', 'expiresAt', 'nextAt', 'due']);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The file that keeps a sandbox across restarts. Only its owner can read it: it holds private keys. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly report: (error: unknown) => void,
  ) {}

  /**
   * Reads what an earlier run left; undefined without a file.
   *
   * @throws Error that names the file, if it cannot be read or another version wrote it
   */
  async read(): Promise<SavedSandbox | undefined> {
    const text = await textOf(this.path).catch((error: unknown) => this.fail('cannot be read', error));
    if (text === undefined) return undefined;
    let document: unknown;
    try {
      document = JSON.parse(text, revived);
    } catch {
      // Without the cause: its message quotes the file, and the file holds keys.
      return this.fail('is not JSON');
    }
    const { format, version, ...saved } = Object(document) as { format?: unknown; version?: unknown };
    if (format !== FORMAT) return this.fail('is not the state of a sandbox');
    if (version !== VERSION)
      return this.fail(`has version ${String(version)}, and this is ${String(VERSION)}`);
    return saved as unknown as SavedSandbox;
  }

  /** @throws Error that names the file and says what can be done */
  fail(problem: string, cause?: unknown): never {
    throw new Error(
      `the state file ${this.path} ${problem}: name another one, or move it away to start anew`,
      {
        cause,
      },
    );
  }

  /** Writes soon. What is written is what `current` returns then. */
  writeSoon(current: () => SavedSandbox): void {
    this.timer ??= setTimeout(() => {
      this.write(current).catch(this.report);
    }, WRITE_DELAY_MS).unref();
  }

  /** Writes now. Resolves when it is on the disk. */
  async write(current: () => SavedSandbox): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = JSON.stringify({ format: FORMAT, version: VERSION, ...current() });
    this.writing = this.writing.catch(() => undefined).then(() => this.replace(text));
    await this.writing;
  }

  private async replace(text: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await replaceFile(this.path, text, PRIVATE);
  }
}

/** `late` is a list of moments. */
function revived(name: string, value: unknown): unknown {
  if (name === 'late' && Array.isArray(value)) return value.map((each) => new Date(String(each)));
  return MOMENTS.has(name) && typeof value === 'string' && ISO.test(value) ? new Date(value) : value;
}
