import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { errorCode, errorMessage } from '../../common/secrets/error-text.js';
import type { Changes } from '../common/changes.js';
import { sweepTemporaryOf } from '../common/private-file.js';
import { soleUse } from './sole-use.js';
import { type SavedSandbox, StateLines } from './state-lines.js';
import { StateWriter, type WrittenState } from './state-writer.js';

/** Changes come in bursts: one write for each burst. */
const WRITE_DELAY_MS = 50;

/**
 * The file that keeps a sandbox across restarts. Only its owner can read it: it holds private keys. What changes is
 * appended, so a write costs as much as has changed.
 */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private isWaiting = false;
  private writer: StateWriter | undefined;
  private isTidy = false;

  private constructor(
    private readonly path: string,
    private readonly release: () => Promise<void>,
    private readonly report: (error: unknown) => void,
  ) {}

  /** @throws Error that names the file where another sandbox keeps its state there, or the folder cannot be used */
  static async open(path: string, report: (error: unknown) => void): Promise<StateFile> {
    const release = await lockOf(path);
    await sweepTemporaryOf(path);
    return new StateFile(path, release, report);
  }

  /**
   * Reads what an earlier run left; undefined without a file.
   *
   * @throws Error that names the file, if it cannot be read or another version wrote it
   */
  async read(): Promise<SavedSandbox | undefined> {
    const isThere = await stat(this.path).then(
      () => true,
      (error: unknown) => (errorCode(error) === 'ENOENT' ? false : this.fail('cannot be read', error)),
    );
    if (!isThere) return undefined;
    const lines = linesOf(this.path);
    const first = await lines.next().catch((error: unknown) => this.fail('cannot be read', error));
    try {
      const { heading, state } = StateLines.heading(first.done === true ? '' : first.value.text);
      if (state !== undefined) return { ...heading, state };
      const rest = new StateLines();
      let isTorn = false;
      for await (const { text, isWhole } of lines) {
        if (isWhole) rest.add(text);
        else isTorn = true;
      }
      this.isTidy = !isTorn && !rest.isUntidy;
      return { ...heading, state: rest.state() };
    } catch (error) {
      return this.fail(errorMessage(error));
    }
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

  /** Notes whatever changes from now on, for `follow`. */
  listen(changes: Changes): void {
    changes.listen(() => {
      this.writeSoon();
    });
  }

  /** Writes what there is now, unless the file has it, and from then on whatever changes. */
  async follow(written: WrittenState): Promise<void> {
    this.writer = await StateWriter.open(this.path, written, this.isTidy);
  }

  /** Writes what has changed, soon. */
  writeSoon(): void {
    this.timer ??= setTimeout(() => {
      void this.write();
    }, WRITE_DELAY_MS).unref();
  }

  /** Writes what has changed, and lets others have the file. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    const { writer } = this;
    this.writer = undefined;
    try {
      await writer?.write();
      await writer?.close();
    } finally {
      await this.release();
    }
  }

  /** One write at a time, however much changes meanwhile: what has changed since is written with the next one. */
  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing !== undefined) {
      this.isWaiting = true;
      return;
    }
    this.writing = this.writer?.write().catch(this.report);
    await this.writing;
    this.writing = undefined;
    if (this.isWaiting) this.writeSoon();
    this.isWaiting = false;
  }
}

async function lockOf(path: string): Promise<() => Promise<void>> {
  let release: (() => Promise<void>) | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    release = await soleUse(path);
  } catch (error) {
    const problem = `the state file ${path} cannot be kept there (${errorCode(error) ?? errorMessage(error)}): name one in a folder that can be written`;
    throw new Error(problem, { cause: error });
  }
  if (release === undefined) {
    throw new Error(
      `another sandbox that runs keeps its state in ${path}: stop that one, or name another file`,
    );
  }
  return release;
}

/** The lines of a file. The last one is whole if its end is there. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly isWhole: boolean }> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text, isWhole: true };
  }
  if (rest !== '') yield { text: rest, isWhole: false };
}
