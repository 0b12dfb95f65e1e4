import { type FileHandle, open, rename, rm } from 'node:fs/promises';

import type { Change, Changes, KeptKind } from '../common/changes.js';
import { temporaryPath } from '../common/private-file.js';
import { type Heading, headingLine, smallLine, thingLine } from './state-lines.js';
import { type Memory, smallStateOf, thingsOf } from './state.js';

const PRIVATE = 0o600;
/** How many things become text at once: requests are served in between. */
const BATCH = 1_000;
/** A file that is shorter is not worth writing anew. */
const SHORT_BYTES = 16 * 1024 * 1024;

/** What is written. */
export interface WrittenState {
  readonly heading: Heading;
  readonly memory: Memory;
  readonly changes: Changes;
}

/** Writes a state file: what changes is appended, and when most of it is of no use any more, all is written anew. */
export class StateWriter {
  private handle: FileHandle | undefined;
  private lastSmall = '';
  private bytes = 0;
  /** How long it was when it was last written anew. */
  private tidyBytes = 0;
  private readonly things: ReturnType<typeof thingsOf>;

  private constructor(
    private readonly path: string,
    private readonly written: WrittenState,
  ) {
    this.things = thingsOf(written.memory);
  }

  /** @param isTidy the file has everything, and can be appended to */
  static async open(path: string, written: WrittenState, isTidy: boolean): Promise<StateWriter> {
    const writer = new StateWriter(path, written);
    if (isTidy) {
      writer.handle = await open(path, 'a', PRIVATE);
      await writer.handle.chmod(PRIVATE);
      writer.bytes = (await writer.handle.stat()).size;
      writer.tidyBytes = writer.bytes;
    }
    await writer.write();
    return writer;
  }

  /** Writes what has changed. After an error everything is written anew the next time. */
  async write(): Promise<void> {
    const isDue = this.bytes > Math.max(SHORT_BYTES, 2 * this.tidyBytes);
    if (this.handle === undefined || isDue || this.written.changes.wasReset) await this.writeAnew();
    const handle = this.handle;
    if (handle === undefined) return;
    try {
      if (this.written.changes.isEmpty && this.smallText() === this.lastSmall) return;
      while ((await this.append(handle)) === BATCH);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close();
  }

  /** At any moment, and after a crash, there is either the old file or the new one. */
  private async writeAnew(): Promise<void> {
    const beside = temporaryPath(this.path);
    // Whatever changes from here on is appended behind it.
    this.written.changes.forget();
    const all = this.everything();
    const handle = await open(beside, 'ax', PRIVATE);
    try {
      await handle.appendFile(headingLine(this.written.heading));
      for (let at = 0; at < all.length; at += BATCH) {
        await handle.appendFile(this.textOf(all.slice(at, at + BATCH)));
      }
      await this.end(handle);
      await rename(beside, this.path);
    } catch (error) {
      await this.close();
      await handle.close();
      await rm(beside, { force: true });
      throw error;
    }
    await this.close();
    this.handle = handle;
    this.bytes = (await handle.stat()).size;
    this.tidyBytes = this.bytes;
  }

  private everything(): readonly Change[] {
    const kinds = Object.keys(this.things) as KeptKind[];
    return kinds.flatMap((kind) => [...this.things[kind].keys()].map((key) => ({ kind, key })));
  }

  /** Resolves with how much has changed. */
  private async append(handle: FileHandle): Promise<number> {
    const changes = this.written.changes.take(BATCH);
    const text = this.textOf(changes);
    const small = this.smallText();
    await handle.appendFile(text + small);
    this.lastSmall = small;
    this.bytes += Buffer.byteLength(text) + Buffer.byteLength(small);
    return changes.length;
  }

  private async end(handle: FileHandle): Promise<void> {
    this.lastSmall = this.smallText();
    await handle.appendFile(this.lastSmall);
  }

  private textOf(changes: readonly Change[]): string {
    return changes.map((change) => thingLine(change, this.things[change.kind].get(change.key))).join('');
  }

  private smallText(): string {
    return smallLine(smallStateOf(this.written.memory));
  }
}
