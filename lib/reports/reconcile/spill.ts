import { createReadStream } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';

import { lineBlocks } from '../line-blocks.js';
import { matchingKey } from './compare.js';
import type { SidedEntry } from './entries.js';
import type { SpillFolder } from './spill-folder.js';

const PARTITIONS = 64;
/** How much of a partition is held before it is written. All of them together: 4 MiB. */
const BUFFER_BYTES = 64 * 1024;
const MAX_BYTES_PER_CHARACTER = 3;

/** Entries on disk, apart by their numbers: both sides of one number are in the same file. */
export class Partitions {
  private readonly parts: Part[] = [];

  /** @param depth gives every level of partitions another division */
  constructor(
    private readonly folder: SpillFolder,
    private readonly depth: number,
  ) {}

  async add(entries: readonly SidedEntry[]): Promise<void> {
    for (const entry of entries) {
      const part = (this.parts[hash(matchingKey(entry), this.depth) % PARTITIONS] ??= new Part(this.folder));
      const line = `${JSON.stringify(entry)}\n`;
      if (!part.hold(line)) await part.write(line);
    }
  }

  /** The entries of each file in turn, in batches, in the order in which they were added. */
  async *read(): AsyncGenerator<AsyncIterable<SidedEntry[]>, void> {
    for (const part of this.parts.filter(Boolean)) await part.write('');
    for (const { path } of this.parts.filter(Boolean)) {
      if (path === undefined) continue;
      yield entriesIn(path);
      await rm(path);
    }
  }
}

/** One file. Lines are held as bytes: millions of short-lived strings keep the garbage collector busy. */
class Part {
  path: string | undefined;
  private buffer: Buffer | undefined;
  private used = 0;

  constructor(private readonly folder: SpillFolder) {}

  /** Whether there was room for the line. */
  hold(line: string): boolean {
    this.buffer ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
    if (line.length * MAX_BYTES_PER_CHARACTER > BUFFER_BYTES - this.used) return false;
    this.used += this.buffer.write(line, this.used);
    return true;
  }

  /** Writes what is held, and the line after it. */
  async write(line: string): Promise<void> {
    this.path ??= await this.folder.nextFile();
    const held = this.buffer?.subarray(0, this.used) ?? Buffer.alloc(0);
    await appendFile(this.path, Buffer.concat([held, Buffer.from(line)]), { mode: 0o600 });
    this.used = 0;
    if (line === '') this.buffer = undefined;
  }
}

async function* entriesIn(path: string): AsyncGenerator<SidedEntry[], void> {
  for await (const block of lineBlocks(createReadStream(path), Infinity)) {
    const lines = block.toString().trimEnd().split('\n');
    yield lines.map((line) => JSON.parse(line) as SidedEntry);
  }
}

/** FNV-1a: spreads numbers that differ in their last digits alone. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV depend on the low bits of the text alone.
  value ^= value >>> 15;
  return Math.imul(value, 0x85ebca6b) >>> 16;
}
